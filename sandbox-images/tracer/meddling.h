// What goes wrong on purpose happens here: at chosen calls on chosen objects.
#pragma once
#include "tasks.h"

// Meets a call that begins: may cut it, let it fail, or signal somebody. Answers how long the task has to wait first, in nanoseconds.
uint64_t meddle_with_entry(struct task *task);

// Meets a call that has come back: gives it its false answer, and gives the program its own registers back. Answers as above.
uint64_t meddle_with_return(struct task *task);

// What others may wait for or meet: the call under way has come back without an error, and its task has printed, or begun its program.
void note_deed(const struct task *task, int64_t result);
