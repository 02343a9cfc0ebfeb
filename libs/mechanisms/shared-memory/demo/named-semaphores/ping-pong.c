/*
 * ping-pong: two named semaphores, each posted by one side and awaited by the other. See sem_overview(7).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t *open_semaphore(const char *name)
{
    sem_t *semaphore = sem_open(name, O_CREAT, 0600, 0);
    if (semaphore == SEM_FAILED) {
        perror("ping-pong: sem_open");
        exit(1);
    }
    return semaphore;
}

int main(void)
{
    sem_t *ping = open_semaphore("/ping"), *pong = open_semaphore("/pong");
    pid_t pid = fork();
    if (pid == 0) {
        sem_wait(ping);
        /* POSIX tells nobody who waits for a semaphore: a pause, long enough for the parent to be seen waiting. */
        usleep(150 * 1000);
        sem_post(pong);
        return 0;
    }
    usleep(150 * 1000); /* and here for the child */
    sem_post(ping);
    sem_wait(pong);
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0) {
        perror("ping-pong: waitpid");
        return 1;
    }
    sem_unlink("/ping"); /* a named semaphore outlives its processes */
    sem_unlink("/pong");
    puts("ping, pong");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
