// Wrong: the producer takes the lock and then waits for a free slot, because the lock "comes first"; the consumer needs that lock to free one.
#include "../meeting.h"

enum { slots = 8 };

struct place {
    sem_t lock, empty, full;
    volatile long head, tail, slot[slots], sum;
};

static void producing(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 1; i <= rounds; i++) {
        take(&place->lock);
        take(&place->empty);
        place->slot[place->head++ % slots] = i;
        sem_post(&place->lock);
        sem_post(&place->full);
    }
}

static void consuming(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        take(&place->full);
        take(&place->lock);
        place->sum += place->slot[place->tail++ % slots];
        sem_post(&place->lock);
        sem_post(&place->empty);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    sem_init(&place->lock, 1, 1);
    sem_init(&place->empty, 1, slots);
    sem_init(&place->full, 1, 0);
    meet(2, (role *[]){producing, consuming}, place, rounds);
    return tell("sum of the items", place->sum, rounds * (rounds + 1) / 2);
}
