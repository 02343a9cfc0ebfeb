/*
 * reaper: starts K children and reports the end of each.
 *
 * Design: a SIGCHLD handler that collects everybody who has ended, however often the signal was merged, and only notes
 * it. While children are started and while the notes are read the signal is blocked, so no child can end before it is
 * in the table; sigsuspend opens the gate and sleeps in one step.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
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

static struct {
    pid_t pid;
    int status;
    volatile sig_atomic_t ended;
} children[MOST_CHILDREN];
static volatile sig_atomic_t order[MOST_CHILDREN], ends;
static int started;

/* One signal may stand for many ends; none of the calls here sleeps. */
static void collect(int signal_number)
{
    (void)signal_number;
    int kept = errno, status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
        for (int i = 0; i < started; i++)
            if (children[i].pid == pid && !children[i].ended) {
                children[i].status = status;
                children[i].ended = 1;
                order[ends++] = i;
            }
    errno = kept;
}

static void tell(int number, int status)
{
    if (WIFSIGNALED(status))
        printf("child %d killed %d\n", number, WTERMSIG(status));
    else
        printf("child %d exited %d\n", number, WEXITSTATUS(status));
    fflush(stdout);
}

int main(int argc, char **argv)
{
    int count = argc == 2 || argc == 3 ? read_number(argv[1], MOST_CHILDREN) : -1;
    int ms = argc == 3 ? read_number(argv[2], MOST_MS) : 50;
    if (count < 0 || ms < 0) {
        fprintf(stderr, "usage: reaper K [MS] (K up to %d, MS up to %d)\n", MOST_CHILDREN, MOST_MS);
        return USAGE;
    }
    sigset_t child, open_gate;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &open_gate);
    sigdelset(&open_gate, SIGCHLD);
    struct sigaction action = {.sa_handler = collect, .sa_flags = SA_RESTART | SA_NOCLDSTOP};
    sigemptyset(&action.sa_mask);
    sigaction(SIGCHLD, &action, NULL);
    int failed = 0;
    while (started < count && !failed) {
        pid_t pid = fork();
        if (pid == 0) {
            sigprocmask(SIG_SETMASK, &open_gate, NULL);
            live(started, ms);
        }
        if (pid < 0) {
            perror("reaper: fork");
            failed = 1;
        } else {
            children[started++].pid = pid;
        }
    }
    for (int told = 0; told < started;) {
        if (told == ends)
            sigsuspend(&open_gate);
        else
            tell(order[told], children[order[told]].status), told++;
    }
    if (failed)
        return FAILED;
    printf("done %d\n", count);
    return 0;
}
