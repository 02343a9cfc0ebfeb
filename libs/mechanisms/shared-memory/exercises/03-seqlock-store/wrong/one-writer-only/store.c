// Wrong: a version keeps readers from torn records and each byte is stored atomically, so writers need no lock; two of them write at the same time.
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
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

// Of the writer: what its lock is on.
static int locked = -1;

static struct store *map(int fd) {
    struct store *store = mmap(NULL, sizeof *store, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return store == MAP_FAILED ? NULL : store;
}

struct store *store_find(const char *name) {
    struct stat about;
    int fd = shm_open(name, O_RDWR, 0);
    if (fd < 0) return NULL;
    struct store *store = NULL;
    if (fstat(fd, &about) == 0 && about.st_size >= (off_t)sizeof *store) store = map(fd);
    close(fd);
    return store;
}

// Two may come at once: both open the same file, and giving it its length twice does no harm. A store begins as zeros.
struct store *store_make(const char *name) {
    locked = shm_open(name, O_CREAT | O_RDWR, 0600);
    if (locked < 0 || ftruncate(locked, sizeof(struct store)) < 0) return NULL;
    return map(locked);
}

int store_set(struct store *store, const char token[TOKEN_BYTES]) {
    // Odd already when a writer died half way; then the next odd number, so that a reader between them notices.
    const unsigned long version = atomic_load_explicit(&store->version, memory_order_relaxed);
    const unsigned long odd = version % 2 == 0 ? version + 1 : version + 2;
    atomic_store_explicit(&store->version, odd, memory_order_relaxed);
    atomic_thread_fence(memory_order_seq_cst);
    _Atomic char *record = (_Atomic char *)store->record;
    for (size_t at = 0; at < RECORD_BYTES; at++) atomic_store(&record[at], token[at % TOKEN_BYTES]);
    atomic_store_explicit(&store->version, odd + 1, memory_order_release);
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
