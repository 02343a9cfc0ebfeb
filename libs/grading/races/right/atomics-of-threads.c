// Right: three threads count in one variable, each addition being a single step.
#include <stdatomic.h>
#include "../meeting.h"

static _Atomic long count;

static void counting(void *unused, long rounds) {
    (void)unused;
    for (long i = 0; i < rounds; i++) atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    meet_as_threads(3, (role *[]){counting, counting, counting}, NULL, rounds);
    return tell("counted to", count, 3 * rounds);
}
