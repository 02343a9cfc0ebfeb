// Right, though not polite: a lock that is tested and set in one step, and waited for without ever letting go of the processor.
#include <stdatomic.h>
#include "../meeting.h"

struct place {
    atomic_flag locked;
    long count;
};

static void counting(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        while (atomic_flag_test_and_set_explicit(&place->locked, memory_order_acquire)) continue;
        place->count++;
        atomic_flag_clear_explicit(&place->locked, memory_order_release);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    atomic_flag_clear(&place->locked);
    meet(2, (role *[]){counting, counting}, place, rounds);
    return tell("counted to", place->count, 2 * rounds);
}
