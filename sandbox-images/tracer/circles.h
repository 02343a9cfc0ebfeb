// Proof that a task which only computes will never do anything else.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { MOST_CIRCLING = 64 };

/*
 * Whether each of these stopped tasks, executing on its own, comes back to the same registers and the same memory without a system call (but
 * sched_yield) and, when there are several, without changing any memory on its way. Then nothing that they do to each other matters, and
 * they go on like this for ever. Each has executed some further instructions afterwards, as its turn would have let it.
 */
bool all_go_in_circles(const pid_t *tids, size_t count);
