// Two semaphores live in the object itself: one says "it is all there", the other one "I have it".
#ifndef LETTER_H
#define LETTER_H

#include <semaphore.h>
#include <stdatomic.h>
#include <stddef.h>
#include <time.h>

enum { BYTES_MAX = 65536, PATIENCE_SECONDS = 3, READY = 0x5ead };

struct letter {
    _Atomic int ready;
    size_t length;
    sem_t complete, taken;
    unsigned char bytes[BYTES_MAX];
};

static inline struct timespec patience(void) {
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += PATIENCE_SECONDS;
    return end;
}

#endif
