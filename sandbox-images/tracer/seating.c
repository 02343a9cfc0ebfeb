#define _GNU_SOURCE
#include "naps.h"
#include "registers.h"
#include "schedule.h"
#include "seats.h"
#include "stuck.h"
#include "turns.h"
#include <signal.h>
#include <sys/ptrace.h>

void seat_root(pid_t tid) {
    struct seat *seat = takes_turns() ? add_seat(tid) : NULL;
    if (seat) seat->starts = true;
}

void seat_child(pid_t tid, pid_t parent, bool in_same_memory) {
    if (!takes_turns() || seat_of(tid)) return;
    if (!add_seat(tid)) return;
    struct seat *seat = seat_of(tid), *maker = seat_of(parent);
    if (!maker) return;
    maker->shares = maker->shares || in_same_memory;
    seat->shares = maker->shares;
    seat->is_new = newborns_wait();
    seat->where = STOPPED;
}

void note_stop(pid_t tid) {
    struct seat *seat = seat_of(tid);
    if (seat) seat->where = STOPPED;
    tell_unstuck();
}

void note_program(pid_t tid) {
    struct seat *seat = seat_of(tid);
    if (seat) seat->starts = seat->shares = false;
}

void move_seat(pid_t from, pid_t to) {
    if (from == to || !seat_of(from)) return;
    remove_seat(to);
    seat_of(from)->tid = to;
}

void leave_seat(pid_t tid) { remove_seat(tid); }

void await_turn(pid_t tid, int signal) {
    struct seat *known = seat_of(tid), *seat = known ? known : add_seat(tid);
    if (!seat) return;
    seat->where = READY;
    seat->signal = signal;
}

void note_shared_memory(pid_t tid) {
    struct seat *seat = seat_of(tid);
    if (seat) seat->shares = true;
}

void sleep_by_turns(struct task *task) {
    struct seat *seat = seat_of(task->tid);
    int64_t nap_ns = seat && takes_turns() ? nap_of(task) : -1;
    if (nap_ns < 0 || task->is_skipped || task->is_rewound || !skip_call(task->tid)) return;
    task->is_skipped = true;
    task->answer = 0;
    seat->wakes_at_ns = own_time_ns() + (uint64_t)nap_ns + 1;
}

// The kernel says TRAP_BRKPT of a step over a system call.
bool is_step(pid_t tid) {
    siginfo_t info;
    struct seat *seat = seat_of(tid);
    if (!seat || !seat->steps || ptrace(PTRACE_GETSIGINFO, tid, 0, &info) < 0) return false;
    return info.si_code == TRAP_TRACE || info.si_code == TRAP_BRKPT;
}

