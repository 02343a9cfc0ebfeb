// Right: two processes count under a System V semaphore, which gives back what a process that dies had taken.
#define _GNU_SOURCE
#include <sys/sem.h>
#include "../meeting.h"

// See semctl(2): the caller defines it.
union semun {
    int val;
};

struct place {
    int set;
    long count;
};

static void change(int set, short by) {
    struct sembuf operation = {.sem_num = 0, .sem_op = by, .sem_flg = SEM_UNDO};
    while (semop(set, &operation, 1) < 0)
        if (errno != EINTR) give_up("semop");
}

static void counting(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        change(place->set, -1);
        place->count++;
        change(place->set, 1);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    place->set = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    if (place->set < 0) give_up("semget");
    if (semctl(place->set, 0, SETVAL, (union semun){.val = 1}) < 0) give_up("semctl");
    meet(2, (role *[]){counting, counting}, place, rounds);
    semctl(place->set, 0, IPC_RMID);
    return tell("counted to", place->count, 2 * rounds);
}
