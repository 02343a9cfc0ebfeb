// Right: two processes count under a mutex that both may use, PTHREAD_PROCESS_SHARED.
#include "../meeting.h"

struct place {
    pthread_mutex_t lock;
    long count;
};

static void counting(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        pthread_mutex_lock(&place->lock);
        place->count++;
        pthread_mutex_unlock(&place->lock);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    share_mutex(&place->lock, PTHREAD_MUTEX_STALLED);
    meet(2, (role *[]){counting, counting}, place, rounds);
    return tell("counted to", place->count, 2 * rounds);
}
