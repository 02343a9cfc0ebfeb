// Wrong: the lock is there, but the old value is read before it is taken, to keep the locked part short.
#include "../meeting.h"

struct place {
    sem_t lock;
    volatile long count;
};

static void counting(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        long old = place->count;
        take(&place->lock);
        place->count = old + 1;
        sem_post(&place->lock);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    sem_init(&place->lock, 1, 1);
    meet(2, (role *[]){counting, counting}, place, rounds);
    return tell("counted to", place->count, 2 * rounds);
}
