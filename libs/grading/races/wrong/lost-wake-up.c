// Wrong: the flag is tested without the lock, which looks faster; a signal that comes between the test and the wait wakes nobody.
#include "../meeting.h"

struct place {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    sem_t taken;
    volatile int flag;
    volatile long sum;
};

static void filling(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        place->flag = 1;
        pthread_cond_signal(&place->filled);
        take(&place->taken);
    }
}

static void taking(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        if (!place->flag) {
            pthread_mutex_lock(&place->lock);
            pthread_cond_wait(&place->filled, &place->lock);
            pthread_mutex_unlock(&place->lock);
        }
        place->sum += place->flag;
        place->flag = 0;
        sem_post(&place->taken);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    share_mutex(&place->lock, PTHREAD_MUTEX_STALLED);
    share_condition(&place->filled);
    sem_init(&place->taken, 1, 0);
    meet(2, (role *[]){filling, taking}, place, rounds);
    return tell("flags taken", place->sum, rounds);
}
