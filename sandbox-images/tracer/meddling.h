// What goes wrong on purpose happens here: at chosen calls on chosen objects.
#pragma once
#include "tasks.h"

// Meets a call that begins: may cut it, let it fail, or signal somebody. Answers how long the task has to wait first, in nanoseconds.
uint64_t meddle_with_entry(struct task *task);

// Meets a call that has come back: gives it its false answer, and gives the program its own registers back. Answers as above.
uint64_t meddle_with_return(struct task *task);

// Tells those who wait for it that this task has printed, if it has.
void note_output(const struct task *task, int64_t result);
