// Right: a lock of one word and futex(2): 0 free, 1 taken, 2 taken and perhaps waited for. See Drepper, "Futexes are tricky".
#define _GNU_SOURCE
#include <linux/futex.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include "../meeting.h"

struct place {
    _Atomic unsigned lock;
    long count;
};

static void wait_while(_Atomic unsigned *word, unsigned value) {
    syscall(SYS_futex, word, FUTEX_WAIT, value, NULL, NULL, 0);
}

static void wake_one(_Atomic unsigned *word) {
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static void lock(_Atomic unsigned *word) {
    unsigned seen = 0;
    if (atomic_compare_exchange_strong(word, &seen, 1)) return;
    while (atomic_exchange(word, 2) != 0) wait_while(word, 2);
}

static void unlock(_Atomic unsigned *word) {
    if (atomic_exchange(word, 0) == 2) wake_one(word);
}

static void counting(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        lock(&place->lock);
        place->count++;
        unlock(&place->lock);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    meet(2, (role *[]){counting, counting}, place, rounds);
    return tell("counted to", place->count, 2 * rounds);
}
