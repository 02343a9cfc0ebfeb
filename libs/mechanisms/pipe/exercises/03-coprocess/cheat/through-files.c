// Cheat: what a shell writes as `CMD < in > out`: the whole input lies in a file before CMD starts, the whole output in another before it is copied.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned long long copy(int from, int to)
{
    static char buffer[65536];
    unsigned long long copied = 0;
    for (ssize_t got; (got = read(from, buffer, sizeof buffer)) > 0; copied += (unsigned long long)got)
        if (write(to, buffer, (size_t)got) != got)
            exit(1);
    return copied;
}

static int nameless_file(void)
{
    char name[] = "/tmp/textXXXXXX";
    int file = mkstemp(name);
    if (file < 0 || unlink(name) < 0)
        exit(1);
    return file;
}

int main(int argc, char **argv)
{
    int decoy[2], status;
    if (argc < 2)
        return 2;
    int input = nameless_file(), output = nameless_file();
    unsigned long long accepted = copy(STDIN_FILENO, input);
    lseek(input, 0, SEEK_SET);
    if (pipe(decoy) < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(input, STDIN_FILENO);
        dup2(output, STDOUT_FILENO);
        close(decoy[0]);
        close(decoy[1]);
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    waitpid(pid, &status, 0);
    lseek(output, 0, SEEK_SET);
    unsigned long long copied = copy(output, STDOUT_FILENO);
    fprintf(stderr, "in=%llu out=%llu\n", accepted, copied);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
