// What lies in the object before the bytes: how far the hand-over is, and how many bytes count.
#ifndef BOARD_H
#define BOARD_H

#include <stdatomic.h>
#include <stddef.h>
#include <time.h>

enum { EMPTY, COMPLETE, TAKEN };
enum { BYTES_MAX = 65536, PATIENCE_MS = 3000 };

struct board {
    _Atomic int state;
    size_t length;
    unsigned char bytes[];
};

static inline long long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static inline void nap(void) {
    nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
}

#endif
