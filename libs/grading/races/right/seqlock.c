// Right: a reader takes no lock, but reads again when the number before the record is odd or has changed. See Boehm, "Can seqlocks get along".
#include <sched.h>
#include <stdatomic.h>
#include "../meeting.h"

struct place {
    _Atomic unsigned version;
    _Atomic long first, second;
    _Atomic long torn;
};

static void write_record(struct place *place, long value) {
    unsigned version = atomic_load_explicit(&place->version, memory_order_relaxed);
    atomic_store_explicit(&place->version, version + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&place->first, value, memory_order_relaxed);
    atomic_store_explicit(&place->second, value, memory_order_relaxed);
    atomic_store_explicit(&place->version, version + 2, memory_order_release);
}

static int read_record(struct place *place, long *first, long *second) {
    unsigned version = atomic_load_explicit(&place->version, memory_order_acquire);
    *first = atomic_load_explicit(&place->first, memory_order_relaxed);
    *second = atomic_load_explicit(&place->second, memory_order_relaxed);
    atomic_thread_fence(memory_order_acquire);
    return version % 2 == 0 && version == atomic_load_explicit(&place->version, memory_order_relaxed);
}

static void writing(void *shared, long rounds) {
    for (long i = 1; i <= rounds; i++) write_record(shared, i);
}

static void reading(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        long first, second;
        while (!read_record(place, &first, &second)) sched_yield();
        if (first != second) place->torn++;
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    meet(3, (role *[]){reading, writing, reading}, place, rounds);
    return tell("torn records", place->torn, 0);
}
