/* Values of one letter each, and where in FILE they lie. */
#pragma once
#include "talk.h"
#include <stdbool.h>
#include <sys/types.h>

enum { SHORTEST = 30000, LONGEST = 32768 };

/* A value is so many times this letter; none when there are none. */
struct value {
    unsigned char letter;
    int count;
};

/* Letters that no value of this FILE has had. */
unsigned char next_letter(void);
/* "SET KEY VALUE\n", made anew each time. */
char *set_command(const char *key, struct value value);

/* Sets a key, and whether it has this value. */
void set(struct store *one, const char *key, struct value value);
bool has(struct store *one, const char *key, struct value value);

/* From here on FILE is this one, and nothing is known of it. */
void look_into(const char *file);
/* Learns where this value of a key lies; keys are numbers below 8. */
void learn(int key, struct value value);
/* Of seven places in the value, how many hold it: where the key's values lay before, or behind everything that is known. */
int seen_of(int key, struct value value);
/* Waits until the first of them does, or the store has answered, or for two milliseconds. */
void await_first(int key, struct value value, int answers);
