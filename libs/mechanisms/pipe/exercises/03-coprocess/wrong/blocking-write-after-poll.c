/* Wrong: after POLLOUT a whole buffer is written with a blocking write, though POLLOUT promises room for PIPE_BUF bytes only; "ready for writing" sounds like more. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
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
static char pending[100000], passing[10000]; /* more than a pipe holds */

/* Moves bytes until both pipes are closed. Returns -1 when stdout cannot be written. */
static int exchange(int to, int from)
{
    ssize_t first = 0, last = 0;
    while (to >= 0 || from >= 0) {
        struct pollfd watched[3] = {
            {.fd = from, .events = POLLIN},
            {.fd = to, .events = first < last ? POLLOUT : 0},
            {.fd = to >= 0 && first == last ? 0 : -1, .events = POLLIN},
        };
        poll(watched, 3, -1);
        if (watched[0].revents != 0) {
            ssize_t got = read(from, passing, sizeof passing);
            if (got <= 0) {
                close(from);
                from = -1;
            } else if (write_all(1, passing, got) < 0) {
                perror("coprocess: write");
                close(from);
                close(to);
                return -1;
            } else {
                out += (unsigned long long)got;
            }
        }
        if (watched[1].revents != 0) {
            ssize_t put = first < last ? write(to, pending + first, (size_t)(last - first)) : -1;
            if (put >= 0) {
                first += put;
                in += (unsigned long long)put;
            } else if (put < 0) {
                close(to);
                to = -1;
            }
        } else if (watched[2].revents != 0) {
            first = 0;
            last = (ssize_t)fread(pending, 1, sizeof pending, stdin);
            if (last <= 0) {
                last = 0;
                close(to);
                to = -1;
            }
        }
    }
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
