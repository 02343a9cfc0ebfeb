// Whether what stands in a watched word now is what the access left there, or somebody else was there in the meantime.
#pragma once
#include "tasks.h"

bool is_standing(const struct task *task);

// Stops everybody else who could have accessed what `task` has met at one of `registers` (a bit each). False when one of them did, or may have.
bool others_stood_still(const struct task *task, uint64_t registers);

// Handles the stops that were waited for meanwhile.
bool handle_early_stops(void (*handle)(pid_t tid, int status));
