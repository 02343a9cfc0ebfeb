// The object NAME: a ring behind a word that says whether the ring may be used yet.
#ifndef PLACE_H
#define PLACE_H

#include <atomic>
#include "ring.h"

constexpr int item_bytes = 64, patience_ms = 3000;
constexpr unsigned ready_word = 0x51716;

struct place {
    std::atomic<unsigned> ready;
    ring items;
};

#endif
