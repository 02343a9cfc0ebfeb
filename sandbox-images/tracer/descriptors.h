// What stands behind a descriptor, as the kernel calls it: `pipe:[10425]`, `socket:[81]`, `/tmp/x`. See proc(5), /proc/PID/fd.
#pragma once
#include "tasks.h"

// A descriptor that is used.
void note_descriptor(const struct task *task, unsigned at);
void note_descriptor_number(const struct task *task, unsigned at, int fd);

// One whose name is of no use, as of hundreds that are waited for.
void note_bare_number(unsigned at, int fd);

// A descriptor that is new: whatever was known by its number is forgotten.
void note_new_descriptor(const struct task *task, unsigned at, int fd);

// The folder that a path is relative to: a descriptor, or AT_FDCWD and the working directory.
void note_folder(const struct task *task, unsigned at);

// Forgets the names of what a call closes or replaces: at its entry, and again when it has come back, for others went on meanwhile.
void forget_closed(const struct task *task);
