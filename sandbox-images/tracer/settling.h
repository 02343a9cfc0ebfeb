// Waiting for what the kernel does with those whose turn it is not.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// Until somebody stops, or for so long; SIGCHLD is blocked.
void sleep_until_stop(int64_t most_ns);

// Handles the next stop of a task; false when it sleeps instead, so that there is none to wait for.
bool await_stop(pid_t tid);

// Until everybody who is with the kernel sleeps there: whom a call has woken comes back before the next turn is given, as with every
// run of the same seed.
void settle(void);

// After a turn: whom the world outside has woken may join now and then, whom a call has woken joins at once.
void let_others_come(bool has_called);
