// What the kernel does with a task that is with it.
#pragma once
#include "tasks.h"

// Whether the call that it makes may sleep: not one with WNOHANG, MSG_DONTWAIT or IPC_NOWAIT, nor a transfer over a descriptor with O_NONBLOCK.
bool may_sleep(const struct task *task);

// Whether it sleeps in its call, or will run no more: nothing is to be expected of it before somebody else has done something.
bool is_asleep(const struct task *task);

// Whether a timer of its own may ring: a POSIX timer, or an alarm that it handles (alarms themselves are not shown).
bool has_timer(const struct task *task);

// Whether nothing but another task's deed can end the call that it sleeps in: no time limit, no timer, none of the harness.
bool sleeps_for_ever(const struct task *task);
