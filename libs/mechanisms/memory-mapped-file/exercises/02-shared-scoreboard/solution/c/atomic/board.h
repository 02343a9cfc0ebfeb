/* The board: zero bytes are a valid empty one, so whoever gives FILE its length first does no harm. */
#include <stdatomic.h>
#include <stdint.h>

enum { IDS = 16, FILE_BYTES = 4096 };

struct board {
    _Atomic uint64_t total;
    _Atomic uint64_t count[IDS];
};
