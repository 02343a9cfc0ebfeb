// Wrong: three threads count in one variable without a lock; "volatile" keeps the compiler away from it, but not the other threads.
#include "../meeting.h"

static volatile long count;

static void counting(void *unused, long rounds) {
    (void)unused;
    for (long i = 0; i < rounds; i++) count = count + 1;
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    meet_as_threads(3, (role *[]){counting, counting, counting}, NULL, rounds);
    return tell("counted to", count, 3 * rounds);
}
