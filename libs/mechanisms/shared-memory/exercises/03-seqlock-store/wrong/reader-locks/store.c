// Wrong: a read-write lock, because that is what it is for: many read, one writes. A reader that is stopped holds up every writer.
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
    pthread_rwlockattr_t attributes;
    pthread_rwlockattr_init(&attributes);
    pthread_rwlockattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    return pthread_rwlock_init(&store->lock, &attributes);
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
    if (pthread_rwlock_wrlock(&store->lock) != 0) return -1;
    store->version++;
    for (size_t at = 0; at < RECORD_BYTES; at += TOKEN_BYTES) memcpy(store->record + at, token, TOKEN_BYTES);
    pthread_rwlock_unlock(&store->lock);
    return 0;
}

// What is copied is printed at once: the lock is kept until store_done.
int store_get(struct store *store, char copy[RECORD_BYTES], long long since_ms) {
    for (;;) {
        if (pthread_rwlock_tryrdlock(&store->lock) == 0) {
            memcpy(copy, store->record, RECORD_BYTES);
            if (store->version != 0) return 0;
            pthread_rwlock_unlock(&store->lock);
        }
        nap();
        if (now_ms() - since_ms >= PATIENCE_MS) return -1;
    }
}
