/*
 * machines: two washing machines and three who want to wash: a System V semaphore counts the free ones. See semop(2).
 *
 * SEM_UNDO gives a machine back even when its user is killed.
 */
#define _GNU_SOURCE
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

static void wash(int free_machines, int user)
{
    change(free_machines, -1);
    usleep((useconds_t)(100 + 100 * user) * 1000); /* the first one is done first */
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
        usleep(20 * 1000); /* so that they come one after the other */
    }
    for (int status; wait(&status) > 0;)
        failures += status != 0;
    semctl(free_machines, 0, IPC_RMID);
    return failures;
}
