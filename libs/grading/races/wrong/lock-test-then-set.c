// Wrong: a home-made lock is tested and then set; two who test at once both find it free.
#include <sched.h>
#include "../meeting.h"

struct place {
    volatile int locked;
    volatile long count;
};

static void counting(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        while (place->locked) sched_yield();
        place->locked = 1;
        place->count = place->count + 1;
        place->locked = 0;
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    meet(2, (role *[]){counting, counting}, place, rounds);
    return tell("counted to", place->count, 2 * rounds);
}
