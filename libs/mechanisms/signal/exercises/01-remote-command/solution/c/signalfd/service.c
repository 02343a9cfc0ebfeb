/*
 * service: answers SIGUSR1, SIGHUP and SIGTERM on standard output; PIDFILE tells others whom to signal.
 *
 * Design: the signals stay blocked for good and are read from a descriptor, like any other input. There is no handler.
 * PIDFILE appears complete: it is written under another name and renamed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2 };

static int open_desk(void)
{
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, SIGUSR1);
    sigaddset(&ours, SIGHUP);
    sigaddset(&ours, SIGTERM);
    sigprocmask(SIG_BLOCK, &ours, NULL);
    return signalfd(-1, &ours, SFD_CLOEXEC);
}

static int announce(const char *path)
{
    char draft[4096];
    snprintf(draft, sizeof draft, "%s.new", path);
    FILE *file = fopen(draft, "w");
    if (file == NULL)
        return -1;
    int failed = fprintf(file, "%d\n", (int)getpid()) < 0;
    failed |= fclose(file) != 0;
    return failed ? -1 : rename(draft, path);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: service PIDFILE\n");
        return USAGE;
    }
    int desk = open_desk();
    if (desk < 0 || announce(argv[1]) < 0) {
        fprintf(stderr, "service: %s: %s\n", argv[1], strerror(errno));
        return FAILED;
    }
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ); /* each line leaves when it is complete */
    int count = 0;
    for (;;) {
        struct signalfd_siginfo seen;
        if (read(desk, &seen, sizeof seen) != (ssize_t)sizeof seen)
            continue; /* interrupted */
        if (seen.ssi_signo == SIGTERM)
            break;
        if (seen.ssi_signo == SIGUSR1)
            printf("status %d\n", ++count);
        else
            printf("reload\n");
    }
    unlink(argv[1]);
    printf("bye\n");
    return 0;
}
