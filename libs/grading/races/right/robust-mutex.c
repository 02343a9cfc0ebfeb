// Right: one process dies with the lock in its hand and half a change made; whoever locks next is told so, and mends it.
#include "../meeting.h"

struct place {
    pthread_mutex_t lock;
    long first, second;
};

static void lock_and_mend(struct place *place) {
    if (pthread_mutex_lock(&place->lock) != EOWNERDEAD) return;
    place->second = place->first;
    pthread_mutex_consistent(&place->lock);
}

static void counting(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        lock_and_mend(place);
        place->first++;
        place->second++;
        pthread_mutex_unlock(&place->lock);
    }
}

static void dying(void *shared, long rounds) {
    struct place *place = shared;
    (void)rounds;
    lock_and_mend(place);
    place->first++;
    _exit(0);
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    share_mutex(&place->lock, PTHREAD_MUTEX_ROBUST);
    meet(3, (role *[]){counting, dying, counting}, place, rounds);
    lock_and_mend(place);
    return tell("counted to", place->first == place->second ? place->second : -1, 2 * rounds + 1);
}
