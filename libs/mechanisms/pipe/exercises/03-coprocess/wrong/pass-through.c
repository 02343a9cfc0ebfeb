/* Wrong: the command inherits stdin and stdout and works alone, and the counts are file sizes; the output is right, so why carry bytes by hand. */
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static long long size_of(int fd)
{
    struct stat found;
    return fstat(fd, &found) == 0 ? (long long)found.st_size : 0;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: coprocess CMD [ARG...]\n");
        return 2;
    }
    pid_t pid = fork();
    if (pid < 0) {
        perror("coprocess: fork");
        return 1;
    }
    if (pid == 0) {
        execvp(argv[1], argv + 1);
        perror(argv[1]);
        _exit(127);
    }
    int status;
    waitpid(pid, &status, 0);
    fprintf(stderr, "in=%lld out=%lld\n", size_of(0), size_of(1));
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
