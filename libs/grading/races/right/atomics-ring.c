// Right: one producer and one consumer on a ring without locks: the item is stored before the index that announces it is released.
#include <sched.h>
#include <stdatomic.h>
#include "../meeting.h"

enum { slots = 8 };

struct place {
    _Atomic long head, tail;
    long slot[slots], sum;
};

static void producing(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 1; i <= rounds; i++) {
        long head = atomic_load_explicit(&place->head, memory_order_relaxed);
        while (head - atomic_load_explicit(&place->tail, memory_order_acquire) == slots) sched_yield();
        place->slot[head % slots] = i;
        atomic_store_explicit(&place->head, head + 1, memory_order_release);
    }
}

static void consuming(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        long tail = atomic_load_explicit(&place->tail, memory_order_relaxed);
        while (atomic_load_explicit(&place->head, memory_order_acquire) == tail) sched_yield();
        place->sum += place->slot[tail % slots];
        place->slot[tail % slots] = 0;
        atomic_store_explicit(&place->tail, tail + 1, memory_order_release);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    meet(2, (role *[]){producing, consuming}, place, rounds);
    return tell("sum of the items", place->sum, rounds * (rounds + 1) / 2);
}
