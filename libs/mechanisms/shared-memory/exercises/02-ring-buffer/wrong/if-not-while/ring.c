// Wrong: whoever is woken does not look again, because "it was woken for a reason"; somebody else was faster.
#include <errno.h>
#include <string.h>
#include <time.h>
#include "ring.h"

static struct timespec deadline(clockid_t clock, int wait_ms) {
    struct timespec end;
    clock_gettime(clock, &end);
    // "Without end" is a year.
    long long ns = end.tv_nsec + (wait_ms < 0 ? 31536000000LL : wait_ms) * 1000000LL;
    end.tv_sec += (time_t)(ns / 1000000000LL);
    end.tv_nsec = (long)(ns % 1000000000LL);
    return end;
}

int ring_init(struct ring *r) {
    pthread_mutexattr_t shared_lock;
    pthread_condattr_t shared_change;
    memset(r, 0, sizeof *r);
    pthread_mutexattr_init(&shared_lock);
    pthread_mutexattr_setpshared(&shared_lock, PTHREAD_PROCESS_SHARED);
    pthread_condattr_init(&shared_change);
    pthread_condattr_setpshared(&shared_change, PTHREAD_PROCESS_SHARED);
    if (pthread_mutex_init(&r->lock, &shared_lock) != 0) return -1;
    return pthread_cond_init(&r->changed, &shared_change) == 0 ? 0 : -1;
}

static int await(struct ring *r, const struct timespec *end) {
    int answer = pthread_cond_timedwait(&r->changed, &r->lock, end);
    if (answer == 0) return 0;
    pthread_mutex_unlock(&r->lock);
    errno = answer;
    return -1;
}

int ring_put(struct ring *r, const void *item, size_t bytes, int wait_ms) {
    if (bytes < 1 || bytes > RING_BYTES) {
        errno = EINVAL;
        return -1;
    }
    const struct timespec end = deadline(CLOCK_REALTIME, wait_ms);
    pthread_mutex_lock(&r->lock);
    if (r->head - r->tail == RING_SLOTS)
        if (await(r, &end) < 0) return -1;
    struct ring_slot *slot = &r->slots[r->head++ % RING_SLOTS];
    slot->bytes = bytes;
    memcpy(slot->item, item, bytes);
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    return 0;
}

int ring_get(struct ring *r, void *item, size_t space, int wait_ms) {
    const struct timespec end = deadline(CLOCK_REALTIME, wait_ms);
    (void)space;
    pthread_mutex_lock(&r->lock);
    if (r->head == r->tail)
        if (await(r, &end) < 0) return -1;
    const struct ring_slot *slot = &r->slots[r->tail++ % RING_SLOTS];
    size_t bytes = slot->bytes;
    memcpy(item, slot->item, bytes);
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    return (int)bytes;
}
