#ifndef RING_H
#define RING_H

#ifdef __cplusplus
#include <atomic>
typedef std::atomic<unsigned> ring_count;
#else
#include <stdatomic.h>
typedef _Atomic unsigned ring_count;
#endif
#include <stddef.h>

enum { RING_SLOTS = 8, RING_BYTES = 64 };

struct ring_slot {
    ring_count turn;
    size_t bytes;
    unsigned char item[RING_BYTES];
};

struct ring {
    ring_count head, tail;
    struct ring_slot slots[RING_SLOTS];
};

#ifdef __cplusplus
extern "C" {
#endif

int ring_init(struct ring *r);
int ring_put(struct ring *r, const void *item, size_t bytes, int wait_ms);
int ring_get(struct ring *r, void *item, size_t space, int wait_ms);

#ifdef __cplusplus
}
#endif

#endif
