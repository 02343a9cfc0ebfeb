/*
 * knock: twenty SIGUSR1 are sent while the receiver has them blocked, and it gets one.
 *
 * A standard signal is pending or it is not; the kernel does not count. See signal(7), "Queueing and delivery semantics".
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KNOCKS = 20 };

static volatile sig_atomic_t heard;

static void hear(int signal)
{
    (void)signal;
    heard++;
}

static int listen_for(const sigset_t *blocked)
{
    sigset_t go;
    int which;
    sigemptyset(&go);
    sigaddset(&go, SIGUSR2);
    sigwait(&go, &which);                     /* SIGUSR2 says that all knocks have been made */
    sigprocmask(SIG_UNBLOCK, blocked, NULL); /* the handler runs here */
    printf("knocks heard: %d\n", (int)heard);
    return heard == 1 ? 0 : 1;
}

int main(void)
{
    struct sigaction action = {.sa_handler = hear};
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigaddset(&blocked, SIGUSR2);
    sigprocmask(SIG_BLOCK, &blocked, NULL); /* before the fork: the child must not lose the first one */
    sigaction(SIGUSR1, &action, NULL);
    pid_t pid = fork();
    if (pid == 0)
        return listen_for(&blocked);
    for (int knock = 0; knock < KNOCKS; knock++)
        kill(pid, SIGUSR1);
    kill(pid, SIGUSR2);
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0) {
        perror("knock");
        return 1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
