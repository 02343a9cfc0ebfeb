// What stands in chosen pieces of shared memory, each time that it has changed.
#pragma once
#include "tasks.h"

// Reads one from `object;offset;bytes`, see protocol.md. False when it makes no sense.
bool add_snapshot(const char *text);

// A call of this task is complete, or its last one begins: copies what is not as it was.
void take_snapshots(const struct task *task);
