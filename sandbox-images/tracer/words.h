// Reading what was asked for: words with semicolons between them.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Cuts a text into exactly so many words, which stand in `copy`.
bool split_words(const char *text, char *copy, size_t room, char **words, size_t count);

// A number that is not negative, in decimal.
bool read_size(const char *text, uint64_t *into);
