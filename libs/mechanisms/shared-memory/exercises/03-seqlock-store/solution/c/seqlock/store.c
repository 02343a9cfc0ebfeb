#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include "store.h"

enum { PATIENCE_MS = 2000 };

long long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void nap(void) {
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

static struct store *map(int fd) {
    struct store *store = mmap(NULL, sizeof *store, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    return store == MAP_FAILED ? NULL : store;
}

struct store *store_find(const char *name) {
    int fd = shm_open(name, O_RDWR, 0);
    return fd < 0 ? NULL : map(fd);
}

static int initialise(struct store *store) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    return pthread_mutex_init(&store->lock, &attributes);
}

// A file without a name is made ready and gets its name in one step: whoever dies before leaves nothing, and of two only one is first.
struct store *store_make(const char *name) {
    char path[300], unnamed[64];
    snprintf(path, sizeof path, "/dev/shm%s", name);
    for (;;) {
        struct store *store = store_find(name);
        if (store != NULL || errno != ENOENT) return store;
        int fd = open("/dev/shm", O_TMPFILE | O_RDWR, 0600);
        if (fd < 0 || ftruncate(fd, sizeof *store) < 0) return NULL;
        snprintf(unnamed, sizeof unnamed, "/proc/self/fd/%d", fd);
        store = mmap(NULL, sizeof *store, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (store == MAP_FAILED || initialise(store) != 0) return NULL;
        int answer = linkat(AT_FDCWD, unnamed, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
        close(fd);
        if (answer == 0) return store;
        munmap(store, sizeof *store);
        if (errno != EEXIST) return NULL;
    }
}

int store_set(struct store *store, const char token[TOKEN_BYTES]) {
    int answer = pthread_mutex_lock(&store->lock);
    if (answer == EOWNERDEAD) answer = pthread_mutex_consistent(&store->lock);
    if (answer != 0) return -1;
    // Odd already when a writer died half way; then the next odd number, so that a reader between them notices.
    const unsigned long version = atomic_load_explicit(&store->version, memory_order_relaxed);
    const unsigned long odd = version % 2 == 0 ? version + 1 : version + 2;
    atomic_store_explicit(&store->version, odd, memory_order_relaxed);
    atomic_thread_fence(memory_order_seq_cst);
    for (size_t at = 0; at < RECORD_BYTES; at += TOKEN_BYTES) memcpy(store->record + at, token, TOKEN_BYTES);
    atomic_store_explicit(&store->version, odd + 1, memory_order_release);
    pthread_mutex_unlock(&store->lock);
    return 0;
}

int store_get(struct store *store, char copy[RECORD_BYTES], long long since_ms) {
    for (;;) {
        const unsigned long before = atomic_load_explicit(&store->version, memory_order_acquire);
        if (before != 0 && before % 2 == 0) {
            memcpy(copy, store->record, RECORD_BYTES);
            atomic_thread_fence(memory_order_acquire);
            if (atomic_load_explicit(&store->version, memory_order_relaxed) == before) return 0;
        } else {
            nap();
        }
        if (now_ms() - since_ms >= PATIENCE_MS) return -1;
    }
}
