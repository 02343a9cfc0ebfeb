/*
 * service: answers SIGUSR1, SIGHUP and SIGTERM on standard output; PIDFILE tells others whom to signal.
 *
 * Reading the arguments and writing PIDFILE are done. When is the right moment to write it? Everything about signals
 * is yours.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static int announce(const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0 || dprintf(file, "%d\n", (int)getpid()) < 0 || close(file) < 0)
        return -1;
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: service PIDFILE\n");
        return 2;
    }
    if (announce(argv[1]) < 0) {
        perror(argv[1]);
        return 1;
    }
    pause(); /* the first signal ends the program */
    return 0;
}
