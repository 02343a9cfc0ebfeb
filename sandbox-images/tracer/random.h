// Numbers that look drawn and are the same each time.
#pragma once
#include <stdint.h>

// SplitMix64: the number that belongs to a state; the next state is so much further. Steele, Lea and Flood, OOPSLA 2014.
static const uint64_t random_step = 0x9e3779b97f4a7c15ULL;
uint64_t scramble(uint64_t state);
