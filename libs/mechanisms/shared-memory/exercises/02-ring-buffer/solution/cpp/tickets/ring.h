#ifndef RING_H
#define RING_H

#include <atomic>
#include <cstddef>

enum { RING_SLOTS = 8, RING_BYTES = 64 };

struct ring_slot {
    std::atomic<unsigned> turn;
    std::size_t bytes;
    unsigned char item[RING_BYTES];
};

struct ring {
    std::atomic<unsigned> head, tail;
    struct ring_slot slots[RING_SLOTS];
};

extern "C" {

int ring_init(struct ring *r);
int ring_put(struct ring *r, const void *item, std::size_t bytes, int wait_ms);
int ring_get(struct ring *r, void *item, std::size_t space, int wait_ms);

}

#endif
