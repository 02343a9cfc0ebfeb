#ifndef RING_H
#define RING_H

#include <stddef.h>

/* Eight slots, and whatever it takes to share them. At most 4096 bytes; no pointers, no names, no descriptors. */
struct ring {
    unsigned char item[64];
};

int ring_init(struct ring *r);
int ring_put(struct ring *r, const void *item, size_t bytes, int wait_ms);
int ring_get(struct ring *r, void *item, size_t space, int wait_ms);

#endif
