/*
 * machines: two washing machines and three who want to wash: a System V semaphore counts the free ones. See semop(2).
 *
 * SEM_UNDO gives a machine back even when its user is killed.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MACHINES = 2, USERS = 3 };

/* Programs have to define it themselves, semctl(2). */
union semun {
    int val;
};

static void change(int free_machines, short by)
{
    struct sembuf step = {.sem_num = 0, .sem_op = by, .sem_flg = SEM_UNDO};
    if (semop(free_machines, &step, 1) < 0) {
        perror("machines: semop");
        exit(1);
    }
}

/* Asks the kernel about the semaphore until it says so; so nobody here relies on the clock. See semctl(2). */
static void until(int free_machines, int what, int wanted)
{
    while (semctl(free_machines, 0, what) != wanted)
        sched_yield();
}

static void wash(int free_machines, int user)
{
    change(free_machines, -1);
    if (user == 0) {
        until(free_machines, GETNCNT, 1); /* washes until somebody waits */
        usleep(20 * 1000); /* and a moment longer, so that the picture shows a wait */
    }
    while (user == 1 && semctl(free_machines, 0, GETPID) == getpid())
        sched_yield(); /* washes on until another one has had the machine that became free */
    change(free_machines, +1);
    exit(0);
}

int main(void)
{
    int failures = 0, free_machines = semget(IPC_PRIVATE, 1, 0600);
    if (free_machines < 0 || semctl(free_machines, 0, SETVAL, (union semun){.val = MACHINES}) < 0) {
        perror("machines: semget");
        return 1;
    }
    for (int user = 0; user < USERS; user++) {
        if (fork() == 0)
            wash(free_machines, user);
        if (user < MACHINES)
            until(free_machines, GETVAL, MACHINES - 1 - user); /* they come one after the other */
    }
    for (int status; wait(&status) > 0;)
        failures += status != 0;
    semctl(free_machines, 0, IPC_RMID);
    return failures;
}
