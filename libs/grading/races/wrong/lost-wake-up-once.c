// Wrong: one process waits for the other to be ready, and tests that before it takes the lock; it happens once, so nearly every run is right.
#include "../meeting.h"

struct place {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    volatile int ready;
    volatile long done;
};

static void preparing(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) place->done++;
    pthread_mutex_lock(&place->lock);
    place->ready = 1;
    pthread_cond_signal(&place->changed);
    pthread_mutex_unlock(&place->lock);
}

static void waiting(void *shared, long rounds) {
    struct place *place = shared;
    (void)rounds;
    if (place->ready) return;
    pthread_mutex_lock(&place->lock);
    pthread_cond_wait(&place->changed, &place->lock);
    pthread_mutex_unlock(&place->lock);
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    share_mutex(&place->lock, PTHREAD_MUTEX_STALLED);
    share_condition(&place->changed);
    meet(2, (role *[]){preparing, waiting}, place, rounds);
    return tell("steps prepared", place->done, rounds);
}
