// Wrong: there is room for everything, so nobody ever has to wait; and nothing bounds the memory.
#ifndef RING_H
#define RING_H

#include <pthread.h>
#include <stddef.h>

enum { RING_SLOTS = 10000, RING_BYTES = 64 };

struct ring_slot {
    size_t bytes;
    unsigned char item[RING_BYTES];
};

struct ring {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    unsigned head, tail;
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
