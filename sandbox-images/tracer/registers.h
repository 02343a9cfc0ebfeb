// Changing what a call is asked and what it answers, by the registers of a stopped task. See ptrace(2), syscall(2).
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

bool set_argument(pid_t tid, unsigned at, uint64_t value);

// The call under way is not made. When it comes back its number has to be put back and its answer set.
bool skip_call(pid_t tid);
bool set_answer(pid_t tid, int number, int64_t answer);

// Puts the task back to where it was about to make the call, which was not made.
bool rewind_call(pid_t tid, int number, uint64_t first_argument);

// Whether instructions can be executed one by one without harm to what programs do: where a reservation of memory would be lost at each
// stop (aarch64, LDXR and STXR) a lock could never be taken.
bool can_step(void);

// Whether a stopped task's next instruction reads and writes memory in one step, as locks and lock-free programs do: what was found out
// before it may no longer be true. False where that is not known.
bool is_before_exchange(pid_t tid);

// Makes a stopped task stop after each access to a few addresses; an address of 0 is none. False where the machine or the kernel cannot.
enum { WATCH_REGISTERS = 4, WATCH_STORES = 1, WATCH_BOTH = 3 };
struct watch_register {
    uint64_t address;
    unsigned kind, bytes;
};
bool set_watch_registers(pid_t tid, const struct watch_register *registers);

// Which of them a stopped task has met, a bit each, since they were cleared.
uint64_t watch_hits(pid_t tid);
void clear_watch_hits(pid_t tid);
