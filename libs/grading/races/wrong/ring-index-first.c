// Wrong: the index is moved before the item is stored, because "first reserve, then fill" sounds tidy; the index is what the reader goes by.
#include <sched.h>
#include "../meeting.h"

enum { slots = 8 };

struct place {
    volatile long head, tail, slot[slots], sum;
};

static void producing(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 1; i <= rounds; i++) {
        while (place->head - place->tail == slots) sched_yield();
        long mine = place->head;
        place->head = mine + 1;
        place->slot[mine % slots] = i;
    }
}

static void consuming(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        while (place->head == place->tail) sched_yield();
        place->sum += place->slot[place->tail % slots];
        place->slot[place->tail % slots] = 0;
        place->tail++;
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    meet(2, (role *[]){producing, consuming}, place, rounds);
    return tell("sum of the items", place->sum, rounds * (rounds + 1) / 2);
}
