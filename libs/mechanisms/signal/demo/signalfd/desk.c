/*
 * desk: signals are read from a descriptor like any other input, so no handler can interrupt anything. See signalfd(2).
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int visit(void)
{
    if (kill(getppid(), SIGUSR1) < 0)
        fail("desk: kill");
    if (sigqueue(getppid(), SIGRTMIN, (union sigval){.sival_int = 7}) < 0)
        fail("desk: sigqueue");
    return 0;
}

int main(void)
{
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGUSR1);
    sigaddset(&wanted, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &wanted, NULL); /* else they would be handled before anybody reads them */
    int desk = signalfd(-1, &wanted, SFD_CLOEXEC);
    pid_t pid = fork();
    if (desk < 0 || pid < 0)
        fail("desk");
    if (pid == 0)
        return visit();
    for (int visitors = 0; visitors < 2; visitors++) {
        struct signalfd_siginfo seen;
        if (read(desk, &seen, sizeof seen) != (ssize_t)sizeof seen)
            fail("desk: read");
        printf("signal %u with value %d\n", seen.ssi_signo, seen.ssi_int);
    }
    int status;
    if (waitpid(pid, &status, 0) < 0)
        fail("desk: waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
