// Wrong: a record of two words is written and read without a lock, because "only one process writes"; a reader can meet it half way.
#include <sys/ipc.h>
#include <sys/shm.h>
#include "../meeting.h"

struct record {
    volatile long first, second;
};

struct place {
    struct record record;
    volatile long torn;
};

static void writing(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 1; i <= rounds; i++) {
        place->record.first = i;
        place->record.second = i;
    }
}

static void reading(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) {
        long first = place->record.first;
        long second = place->record.second;
        if (first != second) place->torn++;
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    int segment = shmget(IPC_PRIVATE, sizeof(struct place), IPC_CREAT | 0600);
    if (segment < 0) give_up("shmget");
    struct place *place = shmat(segment, NULL, 0);
    // Removed now, it lives until the last process has let go of it.
    shmctl(segment, IPC_RMID, NULL);
    if (place == (void *)-1) give_up("shmat");
    meet(2, (role *[]){writing, reading}, place, rounds);
    return tell("torn records", place->torn, 0);
}
