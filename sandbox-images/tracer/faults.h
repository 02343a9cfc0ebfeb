// What goes wrong on purpose, at chosen calls on chosen objects.
#pragma once
#include "tasks.h"

// Reads one fault from `calls;program;object;from;times;action;value`, see protocol.md. False when it makes no sense.
bool add_fault(const char *text);

// The descriptors 0, 1 and 2 that a program was given are the harness's: no pipe or socket behind them is ever meant.
void spare_standard_streams(const struct task *task);

// Whether a descriptor of the task refers to what the harness gave to some program.
bool is_of_harness(const struct task *task, int fd);

// Meets a call that begins: may cut it, let it fail, or signal somebody. Answers how long the task has to wait first, in milliseconds.
uint32_t meddle_with_entry(struct task *task);

// Meets a call that has come back: gives it its false answer, and gives the program its own registers back.
void meddle_with_return(struct task *task);
