/*
 * relay: a parent signals its child through a descriptor of the process, which cannot mean another one even when the number
 * is used again, and both sides wait with sigwait. See pidfd_send_signal(2), sigwait(3).
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void wait_for(int signal)
{
    sigset_t wanted;
    int which;
    sigemptyset(&wanted);
    sigaddset(&wanted, signal);
    if (sigwait(&wanted, &which) != 0)
        fail("relay: sigwait");
}

int main(void)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigaddset(&blocked, SIGUSR2);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    pid_t pid = fork();
    if (pid == 0) {
        wait_for(SIGUSR1);
        return kill(getppid(), SIGUSR2) < 0;
    }
    /* No wrappers in this C library yet. */
    int child = (int)syscall(SYS_pidfd_open, pid, 0);
    if (child < 0 || syscall(SYS_pidfd_send_signal, child, SIGUSR1, NULL, 0) < 0)
        fail("relay: pidfd");
    wait_for(SIGUSR2);
    int status;
    if (waitpid(pid, &status, 0) < 0)
        fail("relay: waitpid");
    close(child);
    puts("there and back");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
