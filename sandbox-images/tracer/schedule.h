// Which task runs next and for how long: everything that a seed decides. See protocol.md.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Reads `seed;steps;turns`. False when it makes no sense.
bool set_schedule(const char *text);

// Whether tasks take turns at all.
bool has_schedule(void);

// A number for a task that joins, which its turns depend on.
uint64_t draw_rank(void);

// Which of so many goes on next, by their ranks. `holder` is the place of who could have gone on but whose turn was over, or -1.
size_t draw_next(uint64_t *const *ranks, size_t count, int holder);

// How many instructions it may execute before somebody else may.
uint32_t draw_quantum(void);

// Whether who is made waits until its maker waits for something, too.
bool newborns_wait(void);

// Whether a turn may end at a system call, too.
bool draw_end_at_call(void);

// Whether it may end just before memory is read and written in one step, too.
bool draw_end_before_exchange(void);

// What one instruction takes of the programs' own time, in which they sleep.
uint64_t step_ns(void);

// How many steps the run may have, and how many changes of turn are told.
uint64_t most_steps(void);
uint64_t most_turns_told(void);
