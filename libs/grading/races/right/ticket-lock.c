// Right: each process draws a ticket and lets others run until its number is served.
#include <sched.h>
#include <stdatomic.h>
#include "../meeting.h"

struct place {
    _Atomic unsigned next, served;
    long count;
};

static void lock(struct place *place) {
    unsigned mine = atomic_fetch_add_explicit(&place->next, 1, memory_order_relaxed);
    while (atomic_load_explicit(&place->served, memory_order_acquire) != mine) sched_yield();
}

static void unlock(struct place *place) {
    atomic_fetch_add_explicit(&place->served, 1, memory_order_release);
}

static void counting(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        lock(place);
        place->count++;
        unlock(place);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    meet(3, (role *[]){counting, counting, counting}, place, rounds);
    return tell("counted to", place->count, 3 * rounds);
}
