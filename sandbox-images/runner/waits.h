// Calls that only another task can end.
#pragma once
#include <stdbool.h>

// Whether a task sleeps without a time limit in the call that /proc/PID/task/TID/syscall says: `number argument argument …`, see proc(5).
bool sleeps_for_ever(const char *text);
