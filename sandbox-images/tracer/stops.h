// What to do when a traced task stops; see ptrace(2).
#pragma once
#include "tasks.h"

// Makes the table of calls by their numbers.
void read_calls(void);

void tell_birth(const struct task *task, uint32_t parent);

// Records what happened and lets the task go on.
void handle(pid_t tid, int status);

// Lets a task go on; a signal is delivered with it unless it is 0.
void go_on(const struct task *task, int signal);
