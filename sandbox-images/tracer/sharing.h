// Who can see whose memory.
#pragma once
#include "tasks.h"

// Whether the call that has come back well gave the task memory that others may write to, or see written.
bool makes_shared_memory(const struct task *task);

// Whether the task that is being made will have the very memory of its maker, as threads do.
bool shares_all_memory(const struct task *maker);
