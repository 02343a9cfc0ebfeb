// What is known of each task that takes turns, in the order in which they came.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum whereabouts {
    AWAY,    // with the kernel: runs, or sleeps there
    STOPPED, // held, and somebody else says when it may go on
    READY,   // may go on when it is its turn
};

struct seat {
    pid_t tid;
    uint64_t rank; // see draw_next
    enum whereabouts where;
    int signal;       // that it gets when it goes on; 0: none
    bool starts;      // its program does not run yet
    bool shares;      // has memory that somebody else may see
    bool steps;       // was allowed one instruction
    bool is_new;      // waits for its elders, so that all that are made begin together
    bool lingers;     // computed for so long on its own that it is watched more closely
    uint64_t wakes_at_ns; // of the programs' own time; 0 when it does not sleep in it
    uint64_t idle_steps;  // since its last system call
};

extern struct seat *seats;
extern size_t seat_count;

// Whether it could have the next turn; `own_ns` is the programs' own time.
bool may_go(const struct seat *seat, uint64_t own_ns);

// NULL when it has none.
struct seat *seat_of(pid_t tid);

// NULL when no memory is left.
struct seat *add_seat(pid_t tid);
void remove_seat(pid_t tid);
