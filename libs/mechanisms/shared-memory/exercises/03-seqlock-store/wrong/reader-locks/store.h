// Wrong: a read-write lock, because that is what it is for: many read, one writes.
#ifndef STORE_H
#define STORE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

enum { RECORD_BYTES = 65536, TOKEN_BYTES = 16 };

struct store {
    pthread_rwlock_t lock;
    _Atomic unsigned long version;
    char record[RECORD_BYTES];
};

// The store NAME, or NULL when it is not there; it is never seen unfinished.
struct store *store_find(const char *name);

// The same, made when nobody has made it; NULL with errno when that fails.
struct store *store_make(const char *name);

// Fills the record with a token. 0, or -1 when the lock is lost.
int store_set(struct store *store, const char token[TOKEN_BYTES]);

// Copies one whole record. 0, or -1 when there was none within two seconds that began at `since_ms`.
int store_get(struct store *store, char copy[RECORD_BYTES], long long since_ms);

long long now_ms(void);

#endif
