/* Wrong: SIGCHLD is ignored "so that no zombies pile up", and then waited for: the kernel has thrown every status away. */
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

static pid_t pids[MOST_CHILDREN];
static int started;

/* Which of our children it is, or -1: it may be somebody whom we did not start. */
static int number_of(pid_t pid)
{
    for (int i = 0; i < started; i++)
        if (pids[i] == pid)
            return i;
    return -1;
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
    signal(SIGCHLD, SIG_IGN);
    int failed = 0;
    while (started < count && !failed) {
        pid_t pid = fork();
        if (pid == 0)
            live(started, ms);
        if (pid < 0) {
            perror("reaper: fork");
            failed = 1;
        } else {
            pids[started++] = pid;
        }
    }
    for (int left = started; left > 0;) {
        int status;
        pid_t pid = waitpid(-1, &status, 0);
        if (pid < 0 && errno == EINTR)
            continue;
        if (pid < 0) {
            perror("reaper: waitpid");
            return FAILED;
        }
        int number = number_of(pid);
        if (number < 0)
            continue;
        tell(number, status);
        left--;
    }
    if (failed)
        return FAILED;
    printf("done %d\n", count);
    return 0;
}
