/* Wrong: the feeding thread is joined although the command has ended, and it may sit in a read of a silent stdin for ever; to join what one has started is a good habit elsewhere. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
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
static char pending[65536], passing[65536];

static void *feed(void *argument)
{
    int to = *(int *)argument;
    ssize_t got;
    while ((got = read(0, pending, sizeof pending)) > 0)
        for (ssize_t sent = 0; sent < got;) {
            ssize_t put = write(to, pending + sent, (size_t)(got - sent));
            if (put < 0) {
                close(to);
                return NULL;
            }
            sent += put;
            in += (unsigned long long)put;
        }
    close(to);
    return NULL;
}

/* Feeds the command in a thread and copies its output meanwhile. Returns -1 when stdout cannot be written. */
static int exchange(int to, int from)
{
    pthread_t feeder;
    int failed = 0;
    ssize_t got;
    pthread_create(&feeder, NULL, feed, &to);
    while (!failed && (got = read(from, passing, sizeof passing)) > 0) {
        failed = write_all(1, passing, got) < 0;
        out += failed ? 0 : (unsigned long long)got;
    }
    if (failed)
        perror("coprocess: write");
    close(from);
    if (failed)
        pthread_cancel(feeder);
    pthread_join(feeder, NULL);
    if (failed)
        close(to);
    return failed ? -1 : 0;
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
