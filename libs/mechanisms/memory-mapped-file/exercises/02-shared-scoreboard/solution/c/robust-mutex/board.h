/* The board, and the mutex that guards it. `is_ready` is stored last, under a lock on FILE that dies with its holder. */
#include <pthread.h>
#include <stdint.h>

enum { IDS = 16 };

struct board {
    uint64_t is_ready;
    pthread_mutex_t mutex;
    uint64_t total;
    uint64_t count[IDS];
};
