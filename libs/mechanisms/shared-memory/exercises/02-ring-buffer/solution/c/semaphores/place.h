// The object NAME: a ring behind a word that says whether the ring may be used yet.
#ifndef PLACE_H
#define PLACE_H

#include <stdatomic.h>
#include "ring.h"

enum { ITEM_BYTES = 64, PATIENCE_MS = 3000, READY = 0x51716 };

struct place {
    _Atomic int ready;
    struct ring ring;
};

#endif
