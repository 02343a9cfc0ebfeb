// Where a chosen piece of a shared object lies in the memory of each task. See proc(5), /proc/PID/maps.
#pragma once
#include "tasks.h"

// What stands for an object: what the kernel's name for it begins with, `anonymous` (the first one that is mapped), or `system-v` (the same).
// Answers which of `task->places` it is from now on, and -1 when there is no room.
int add_place(const char *object, uint64_t offset, unsigned bytes);

// Looks where the places lie in a task's memory now. Of several mappings that show one the first counts.
void find_places(struct task *task);

// Whether a call that has come back may have moved what lies where.
bool may_move_places(const struct task *task);
