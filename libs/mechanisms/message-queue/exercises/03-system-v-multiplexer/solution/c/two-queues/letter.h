#ifndef LETTER_H
#define LETTER_H

#include <sys/types.h>

enum { FAILED = 1, USAGE = 2, PEER_LOST = 3, TIMED_OUT = 4 };
enum { TEXT_BYTES = 1000, ID_BYTES = 16, LETTER_BYTES = 4096, REQUEST = 1 };

/* As msgop(2) wants it; no queue of ours holds more than LETTER_BYTES. */
struct letter {
    long type;
    char bytes[LETTER_BYTES];
};

#endif
