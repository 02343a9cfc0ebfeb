// Right: an item lies in shared memory, and an eventfd each way says that it is there and that it was taken.
#include <stdint.h>
#include <sys/eventfd.h>
#include "../meeting.h"

struct place {
    int filled, taken;
    long item, sum;
};

static void tell_other(int event) {
    const uint64_t once = 1;
    while (write(event, &once, sizeof once) < 0)
        if (errno != EINTR) give_up("write");
}

static void hear_other(int event) {
    uint64_t times;
    while (read(event, &times, sizeof times) < 0)
        if (errno != EINTR) give_up("read");
}

static void giving(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 1; i <= rounds; i++) {
        place->item = i;
        tell_other(place->filled);
        hear_other(place->taken);
    }
}

static void taking(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        hear_other(place->filled);
        place->sum += place->item;
        tell_other(place->taken);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    place->filled = eventfd(0, 0);
    place->taken = eventfd(0, 0);
    if (place->filled < 0 || place->taken < 0) give_up("eventfd");
    meet(2, (role *[]){giving, taking}, place, rounds);
    return tell("sum of the items", place->sum, rounds * (rounds + 1) / 2);
}
