// What a call is about: the things behind its descriptors, paths and addresses.
#pragma once
#include "tasks.h"

// The descriptors 0, 1 and 2 that a program was given are the harness's: no `pipe` or `socket` means them, and `stdin`, `stdout` and
// `stderr` mean them alone.
void note_standard_streams(const struct task *task);

// Whether a descriptor of the task is one of these.
bool is_of_harness(const struct task *task, int fd);

// Whether any argument of the call under way names the object: a word as above, or a path and everything below it.
bool is_call_about(const struct task *task, const char *object);
