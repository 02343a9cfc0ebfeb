// Right: two producers and one consumer on a ring, with semaphores for free slots, full slots and whose turn it is.
#include "../meeting.h"

enum { slots = 8 };

struct place {
    sem_t turn, empty, full;
    long head, tail, slot[slots], sum;
};

static void producing(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 1; i <= rounds; i++) {
        take(&place->empty);
        take(&place->turn);
        place->slot[place->head++ % slots] = i;
        sem_post(&place->turn);
        sem_post(&place->full);
    }
}

static void consuming(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < 2 * rounds; i++) {
        take(&place->full);
        place->sum += place->slot[place->tail % slots];
        place->slot[place->tail++ % slots] = 0;
        sem_post(&place->empty);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    sem_init(&place->turn, 1, 1);
    sem_init(&place->empty, 1, slots);
    sem_init(&place->full, 1, 0);
    meet(3, (role *[]){producing, producing, consuming}, place, rounds);
    return tell("sum of the items", place->sum, rounds * (rounds + 1));
}
