// Wrong: two processes count in shared memory without a lock, because "+ 1" looks like one step; it is a load, an addition and a store.
#include "../meeting.h"

struct place {
    volatile long count;
};

static void counting(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) place->count = place->count + 1;
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    meet(2, (role *[]){counting, counting}, place, rounds);
    return tell("counted to", place->count, 2 * rounds);
}
