/* Wrong: getppid instead of getpid: when the program was tried from a script, the script's pid looked right. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t asked_status, asked_reload, asked_end;

static void note(int number)
{
    if (number == SIGUSR1)
        asked_status++;
    else if (number == SIGHUP)
        asked_reload++;
    else
        asked_end = 1;
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
    if (file < 0 || dprintf(file, "%d\n", (int)getppid()) < 0 || close(file) < 0)
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
    int told_status = 0, told_reload = 0;
    while (!asked_end) {
        sigsuspend(&before);
        if (asked_status != told_status) {
            told_status = asked_status;
            dprintf(STDOUT_FILENO, "status %d\n", told_status);
        }
        if (asked_reload != told_reload) {
            told_reload = asked_reload;
            dprintf(STDOUT_FILENO, "reload\n");
        }
    }
    unlink(argv[1]);
    dprintf(STDOUT_FILENO, "bye\n");
    return 0;
}
