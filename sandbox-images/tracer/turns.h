// One task at a time: who goes on when, by a seed. Needs no help from the kernel's scheduler, so that the same seed makes the same run.
#pragma once
#include "tasks.h"

// Whether tasks go on by turns now: from the start until the schedule's steps are used up.
bool takes_turns(void);

// The programs' own time, in which they sleep.
uint64_t own_time_ns(void);

// A root is known before its program runs; nobody has a turn before every root is about to run its program.
void seat_root(pid_t tid);
void seat_child(pid_t tid, pid_t parent, bool in_same_memory);

// It has stopped; it has its program now; it goes on under the number of its leader; it is gone.
void note_stop(pid_t tid);
void note_program(pid_t tid);
void move_seat(pid_t from, pid_t to);
void leave_seat(pid_t tid);

// It may go on, with a signal unless that is 0, when it is its turn.
void await_turn(pid_t tid, int signal);

// Memory that somebody else may see: whoever has such is looked at instruction by instruction.
void note_shared_memory(pid_t tid);

// It asks to sleep: it does so in the programs' own time, which goes by as they run, and goes on at once when nobody else has anything to do.
void sleep_by_turns(struct task *task);

// Whether a trap is the end of a step that it was allowed, and nothing of the program's own.
bool is_step(pid_t tid);

// Until nobody is left, or the steps are used up and all go free.
void take_turns(void);
