/* Wrong: all input is written before any output is read, and above two full pipes both sides wait in write; ask first, then listen, is how people think of a command. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int write_all(int fd, const char *bytes, ssize_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, bytes, (size_t)size);
        if (put < 0)
            return -1;
        bytes += put;
        size -= put;
    }
    return 0;
}

static pid_t start(char **command, int *to, int *from)
{
    int input[2], output[2];
    if (pipe2(input, O_CLOEXEC) < 0 || pipe2(output, O_CLOEXEC) < 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGPIPE, SIG_DFL);
        dup2(input[0], 0);
        dup2(output[1], 1);
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    close(input[0]);
    close(output[1]);
    *to = input[1];
    *from = output[0];
    return pid;
}

static unsigned long long in, out;
static char buffer[65536];

/* Feeds the command, then copies its output. Returns -1 when stdout cannot be written. */
static int exchange(int to, int from)
{
    ssize_t got;
    while ((got = read(0, buffer, sizeof buffer)) > 0 && write_all(to, buffer, got) == 0)
        in += (unsigned long long)got;
    close(to);
    while ((got = read(from, buffer, sizeof buffer)) > 0) {
        if (write_all(1, buffer, got) < 0) {
            perror("coprocess: write");
            close(from);
            return -1;
        }
        out += (unsigned long long)got;
    }
    close(from);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: coprocess CMD [ARG...]\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    int to, from, status;
    pid_t pid = start(argv + 1, &to, &from);
    if (pid < 0) {
        perror("coprocess: cannot start the command");
        return 1;
    }
    int failed = exchange(to, from) < 0;
    waitpid(pid, &status, 0);
    fprintf(stderr, "in=%llu out=%llu\n", in, out);
    if (failed)
        return 1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
