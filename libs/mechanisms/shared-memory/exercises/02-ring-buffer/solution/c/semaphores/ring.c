// Right: semaphores count the slots, and a lock at each end says whose turn it is.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
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

static int take(sem_t *semaphore, int wait_ms) {
    const struct timespec end = deadline(CLOCK_MONOTONIC, wait_ms);
    int answer;
    do answer = sem_clockwait(semaphore, CLOCK_MONOTONIC, &end);
    while (answer < 0 && errno == EINTR);
    return answer;
}

int ring_init(struct ring *r) {
    pthread_mutexattr_t shared;
    memset(r, 0, sizeof *r);
    pthread_mutexattr_init(&shared);
    pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    if (pthread_mutex_init(&r->putting, &shared) != 0 || pthread_mutex_init(&r->getting, &shared) != 0) return -1;
    return sem_init(&r->empty, 1, RING_SLOTS) == 0 && sem_init(&r->full, 1, 0) == 0 ? 0 : -1;
}

int ring_put(struct ring *r, const void *item, size_t bytes, int wait_ms) {
    if (bytes < 1 || bytes > RING_BYTES) {
        errno = EINVAL;
        return -1;
    }
    if (take(&r->empty, wait_ms) < 0) return -1;
    pthread_mutex_lock(&r->putting);
    struct ring_slot *slot = &r->slots[r->head++ % RING_SLOTS];
    slot->bytes = bytes;
    memcpy(slot->item, item, bytes);
    pthread_mutex_unlock(&r->putting);
    sem_post(&r->full);
    return 0;
}

int ring_get(struct ring *r, void *item, size_t space, int wait_ms) {
    (void)space;
    if (take(&r->full, wait_ms) < 0) return -1;
    pthread_mutex_lock(&r->getting);
    const struct ring_slot *slot = &r->slots[r->tail++ % RING_SLOTS];
    size_t bytes = slot->bytes;
    memcpy(item, slot->item, bytes);
    pthread_mutex_unlock(&r->getting);
    sem_post(&r->empty);
    return (int)bytes;
}
