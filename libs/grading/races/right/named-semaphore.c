// Right: two processes count under a semaphore that each of them opens by its name.
#include <fcntl.h>
#include "../meeting.h"

struct place {
    char name[32];
    long count;
};

static void counting(void *shared, long rounds) {
    struct place *place = shared;
    sem_t *lock = sem_open(place->name, 0);
    if (lock == SEM_FAILED) give_up("sem_open");
    for (long i = 0; i < rounds; i++) {
        take(lock);
        place->count++;
        sem_post(lock);
    }
    sem_close(lock);
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    snprintf(place->name, sizeof place->name, "/counting-%d", (int)getpid());
    sem_t *lock = sem_open(place->name, O_CREAT | O_EXCL, 0600, 1);
    if (lock == SEM_FAILED) give_up("sem_open");
    sem_close(lock);
    meet(2, (role *[]){counting, counting}, place, rounds);
    sem_unlink(place->name);
    return tell("counted to", place->count, 2 * rounds);
}
