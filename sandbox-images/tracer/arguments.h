// Copies what the arguments of a call point to into notes; which ones, its signature says.
#pragma once
#include "tasks.h"

// How many bytes of each payload are copied; set once, before the first call.
void set_payload_limit(size_t bytes);

// Understands the signatures; ends the tracer when one names an unknown kind that ends in -in or -out.
void read_signatures(void);

// Puts the notes of a call that begins.
void note_entry(const struct task *task);

// Puts the notes of a call that came back with `result`.
void note_return(const struct task *task, int64_t result);

// Which argument of a call is a buffer or a vector, with its length behind it; -1 when none is.
int payload_of(int call);

// The kind of an argument that points to memory or names a descriptor; empty for a mere number.
const char *kind_of_argument(int call, unsigned at);
