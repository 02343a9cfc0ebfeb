// Tasks that are held in a call until their time has come.
#pragma once
#include "tasks.h"

void hold_for(struct task *task, uint32_t ms);
void forget_late(const struct task *task);

// Lets those go whose time has come; answers how many nanoseconds there are to the next one, and -1 when nobody is held.
int64_t release_late(void (*go_on)(const struct task *, int signal));
