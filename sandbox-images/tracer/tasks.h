// The tasks that are traced: threads, as the kernel counts them.
#pragma once
#include "faults.h"
#include "names.h"
#include "registers.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { MOST_PLACES = 8 };

struct task {
    pid_t tid, process; // on this host: its own number, and its process's
    uint32_t number;    // as the programs see it
    int program;        // which of the programs it comes from; -1 when that is not known
    int call;           // its place in traced_calls, or NO_CALL while it is in none
    int number_of_call;
    uint64_t arguments[6];
    struct names *names;    // NULL while it is not known whose descriptors it uses
    bool starts;            // its next exec is the beginning of its program
    bool is_announced;      // it is known who made it
    struct task *next_held; // of those that wait since their birth to be announced
    // What was done to the call that it is in: which argument was changed (-1: none), and what a call that was not made has to answer, or that
    // it is to be made again.
    int changed;
    bool is_skipped, is_rewound;
    int64_t answer;
    // Where it makes its call: instruction and stack. Faults, a bit each, that a call which is made again there still meets, and those that
    // meet the call under way when it has come back. Calls of its process that faults have counted.
    uint64_t place[2], owed_place[2];
    bool owes;
    uint32_t owed, met_later;
    uint64_t seen[MOST_FAULTS];
    // Until when it is held in its call, CLOCK_MONOTONIC, unless what it awaits happens sooner: to one process, to a program, or (-1) to any other.
    uint64_t held_until_ns;
    enum event awaits;
    int awaited_program;
    pid_t awaited_process;
    struct task *next_late;
    // Where chosen places lie in its memory, 0 for those that do not, and which addresses its registers watch.
    uint64_t places[MOST_PLACES], watched[WATCH_REGISTERS];
    bool places_are_old;
    uint64_t doubtful; // registers that may have met something before what has been told of others, a bit each
    struct task *next, **from; // of all tasks
};

enum { NO_CALL = -1 };

// The first of all tasks; the others follow by `next`.
struct task *first_task(void);

// Answers the task with this number, new if there is none yet. NULL for one that is gone already, and when no memory is left.
struct task *task_of(pid_t tid);

// The same for one that is there already, else NULL.
struct task *known_task(pid_t tid);

void forget_task(pid_t tid);

// The thread `old` goes on under the number of its leader, see execve(2).
struct task *replace_task(pid_t leader, pid_t old);

bool any_task_left(void);

// Whether the process that made it is traced, and has not ended.
bool has_known_parent(const struct task *task);

// Whether a signal would reach a handler of the program now.
bool has_handler(const struct task *task, int signal);
bool has_blocked(const struct task *task, int signal);

// Whether one waits for it that it does not block.
bool has_signal(const struct task *task);
