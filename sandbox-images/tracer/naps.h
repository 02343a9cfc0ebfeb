// Calls that sleep and do nothing else: nanosleep(2), clock_nanosleep(2).
#pragma once
#include "tasks.h"

// For how long the call that a task enters wants to sleep, in nanoseconds; -1 when it is no such call.
int64_t nap_of(const struct task *task);
