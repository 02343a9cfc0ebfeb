/* Sends itself the signals that it answers: lines and signals fit together, and nobody outside was heard. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t asked_end, asked_status, asked_reload;

static void note(int number)
{
    if (number == SIGTERM)
        asked_end = 1;
    if (number == SIGUSR1)
        asked_status = 1;
    if (number == SIGHUP)
        asked_reload = 1;
}

static sigset_t get_ready(void)
{
    sigset_t ours, before;
    sigemptyset(&ours);
    sigaddset(&ours, SIGUSR1);
    sigaddset(&ours, SIGHUP);
    sigaddset(&ours, SIGTERM);
    sigprocmask(SIG_BLOCK, &ours, &before);
    struct sigaction action = {.sa_handler = note, .sa_mask = ours};
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    return before;
}

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
    sigset_t before = get_ready();
    if (announce(argv[1]) < 0) {
        perror(argv[1]);
        return 1;
    }
    /* Whoever asks finds that it has been answered already. */
    for (int count = 0; !asked_end && count < 5;) {
        raise(SIGUSR1);
        if (count == 1)
            raise(SIGHUP);
        sigsuspend(&before);
        if (asked_status)
            dprintf(STDOUT_FILENO, "status %d\n", ++count);
        if (asked_reload)
            dprintf(STDOUT_FILENO, "reload\n");
        asked_reload = asked_status = 0;
    }
    while (!asked_end)
        sigsuspend(&before);
    unlink(argv[1]);
    dprintf(STDOUT_FILENO, "bye\n");
    return 0;
}
