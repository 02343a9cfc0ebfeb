// Right: two processes take turns, each waiting on a condition variable in a loop that looks again.
#include "../meeting.h"

struct place {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int full;
    long item, sum;
};

static void filling(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 1; i <= rounds; i++) {
        pthread_mutex_lock(&place->lock);
        while (place->full) pthread_cond_wait(&place->changed, &place->lock);
        place->item = i;
        place->full = 1;
        pthread_cond_broadcast(&place->changed);
        pthread_mutex_unlock(&place->lock);
    }
}

static void taking(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        pthread_mutex_lock(&place->lock);
        while (!place->full) pthread_cond_wait(&place->changed, &place->lock);
        place->sum += place->item;
        place->full = 0;
        pthread_cond_broadcast(&place->changed);
        pthread_mutex_unlock(&place->lock);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    share_mutex(&place->lock, PTHREAD_MUTEX_STALLED);
    share_condition(&place->changed);
    meet(2, (role *[]){filling, taking}, place, rounds);
    return tell("sum of the items", place->sum, rounds * (rounds + 1) / 2);
}
