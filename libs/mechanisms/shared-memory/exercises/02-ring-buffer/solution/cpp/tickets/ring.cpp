// Right: each slot says whose turn it is, and says so after the item is stored.
#include <cerrno>
#include <cstring>
#include <ctime>
#include "ring.h"

using namespace std;

static long long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static int nap(int wait_ms, long long since_ms) {
    const struct timespec moment = {0, 1000000};
    if (wait_ms >= 0 && now_ms() - since_ms >= wait_ms) {
        errno = ETIMEDOUT;
        return -1;
    }
    nanosleep(&moment, NULL);
    return 0;
}

int ring_init(struct ring *r) {
    atomic_store(&r->head, 0u);
    atomic_store(&r->tail, 0u);
    for (unsigned i = 0; i < RING_SLOTS; i++) atomic_store(&r->slots[i].turn, i);
    return 0;
}

int ring_put(struct ring *r, const void *item, size_t bytes, int wait_ms) {
    if (bytes < 1 || bytes > RING_BYTES) {
        errno = EINVAL;
        return -1;
    }
    const long long since_ms = now_ms();
    for (;;) {
        unsigned head = atomic_load_explicit(&r->head, memory_order_relaxed);
        struct ring_slot *slot = &r->slots[head % RING_SLOTS];
        unsigned turn = atomic_load_explicit(&slot->turn, memory_order_acquire);
        if ((int)(turn - head) < 0 && nap(wait_ms, since_ms) < 0) return -1;
        if (turn != head || !atomic_compare_exchange_strong(&r->head, &head, head + 1)) continue;
        slot->bytes = bytes;
        memcpy(slot->item, item, bytes);
        atomic_store_explicit(&slot->turn, head + 1, memory_order_release);
        return 0;
    }
}

int ring_get(struct ring *r, void *item, size_t space, int wait_ms) {
    const long long since_ms = now_ms();
    (void)space;
    for (;;) {
        unsigned tail = atomic_load_explicit(&r->tail, memory_order_relaxed);
        struct ring_slot *slot = &r->slots[tail % RING_SLOTS];
        unsigned turn = atomic_load_explicit(&slot->turn, memory_order_acquire);
        if ((int)(turn - tail) <= 0 && nap(wait_ms, since_ms) < 0) return -1;
        if (turn != tail + 1 || !atomic_compare_exchange_strong(&r->tail, &tail, tail + 1)) continue;
        size_t bytes = slot->bytes;
        memcpy(item, slot->item, bytes);
        atomic_store_explicit(&slot->turn, tail + RING_SLOTS, memory_order_release);
        return (int)bytes;
    }
}
