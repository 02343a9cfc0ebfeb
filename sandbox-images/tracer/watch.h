// Who stores and loads what in chosen words of shared memory, by the debug registers.
#pragma once
#include "tasks.h"

// Reads one watch from `object;offset;bytes;mode`, see protocol.md. False when it makes no sense, or there is no register left.
bool add_watch(const char *text);

bool is_watching(void);

// Records what a stopped task has met at its registers since it was asked last. Answers whether there was anything.
bool take_watch_hit(struct task *task);

// Whether this signal is only how the processor tells of an access; then that is recorded.
bool is_watch_signal(struct task *task, int signal);

// Looks where everything lies in a stopped task's memory now, and sets its registers.
void look_again(struct task *task);

// A call has come back: when it may have moved what lies where, everybody in its process has to look again.
void note_mapping(const struct task *task);

// A program was executed: nothing of its memory is left, and the kernel has cleared its registers.
void forget_memory(struct task *task);
