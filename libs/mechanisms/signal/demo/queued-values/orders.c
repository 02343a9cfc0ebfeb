/*
 * orders: real-time signals are queued, each with a value, and come out lowest number first. See sigqueue(3), signal(7).
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int serve(const sigset_t *orders)
{
    sigset_t open;
    sigemptyset(&open);
    sigaddset(&open, SIGUSR1);
    if (sigwaitinfo(&open, NULL) < 0) /* by now all orders are queued */
        fail("orders: sigwaitinfo");
    for (int served = 0; served < 4; served++) {
        siginfo_t order;
        if (sigwaitinfo(orders, &order) < 0)
            fail("orders: sigwaitinfo");
        printf("SIGRTMIN+%d brings %d\n", order.si_signo - SIGRTMIN, order.si_value.sival_int);
    }
    return 0;
}

static void order(pid_t cook, int signal, int table)
{
    if (sigqueue(cook, signal, (union sigval){.sival_int = table}) < 0)
        fail("orders: sigqueue");
}

int main(void)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGRTMIN);
    sigaddset(&blocked, SIGRTMIN + 1);
    sigset_t orders = blocked;
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    pid_t cook = fork();
    if (cook == 0)
        return serve(&orders);
    order(cook, SIGRTMIN + 1, 41);
    order(cook, SIGRTMIN + 1, 42);
    order(cook, SIGRTMIN, 11);
    order(cook, SIGRTMIN, 12);
    kill(cook, SIGUSR1);
    int status;
    if (cook < 0 || waitpid(cook, &status, 0) < 0)
        fail("orders: waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
