#define _GNU_SOURCE
#include "stuck.h"
#include "circles.h"
#include "kernel-state.h"
#include "seats.h"
#include "stream.h"

// As RECORD_STUCK tells it.
enum stuck { STUCK_ASLEEP, STUCK_IN_CIRCLES, NOT_STUCK_ANY_MORE };

static bool stuck;

// Looks at nothing but sleepers, one after the other; what the kernel itself has on its way between two of them is there by then.
enum { QUIET_LOOKS = 5 };
static unsigned quiet_looks;

bool is_stuck(void) { return stuck; }

static void tell(enum stuck how) {
    stuck = how != NOT_STUCK_ANY_MORE;
    begin_record(RECORD_STUCK, 0);
    put_u16((uint16_t)how);
    end_record();
    flush_stream();
}

// Who goes round in circles does not stop by itself for a signal from outside.
static bool any_has_signal(void) {
    for (size_t i = 0; i < seat_count; i++) {
        const struct task *task = seats[i].where == READY ? task_of(seats[i].tid) : NULL;
        if (task && has_signal(task)) return true;
    }
    return false;
}

void look_for_help(void) {
    if (stuck && any_has_signal()) tell_unstuck();
}

void tell_unstuck(void) {
    quiet_looks = 0;
    if (stuck) tell(NOT_STUCK_ANY_MORE);
}

// Whether nobody but those who are ready can do anything ever again, unless one of these does something first.
static bool others_sleep_for_ever(uint64_t own_ns) {
    for (size_t i = 0; i < seat_count; i++) {
        if (may_go(&seats[i], own_ns)) continue;
        const struct task *task = task_of(seats[i].tid);
        if (seats[i].where != AWAY || seats[i].starts || !task || !sleeps_for_ever(task)) return false;
    }
    return seat_count > 0;
}

void look_for_sleepers(uint64_t own_ns) {
    if (stuck) return;
    quiet_looks = others_sleep_for_ever(own_ns) ? quiet_looks + 1 : 0;
    if (quiet_looks == QUIET_LOOKS) tell(STUCK_ASLEEP);
}

// Whether it only computes, and has for so long.
static bool is_suspicious(const struct seat *seat, uint64_t steps) {
    const struct task *task = task_of(seat->tid);
    return seat->idle_steps >= steps && seat->signal == 0 && task && task->call == NO_CALL && !has_timer(task);
}

void look_for_circles(uint64_t own_ns) {
    enum { SUSPICIOUS_STEPS = 3000, DOUBT_FACTOR = 4 };
    static uint64_t suspicious = SUSPICIOUS_STEPS;
    pid_t tids[MOST_CIRCLING];
    size_t count = 0;
    for (size_t i = 0; i < seat_count; i++) {
        if (!may_go(&seats[i], own_ns)) continue;
        if (count == MOST_CIRCLING || !is_suspicious(&seats[i], suspicious)) return;
        tids[count++] = seats[i].tid;
    }
    if (stuck || count == 0 || !others_sleep_for_ever(own_ns)) return;
    if (all_go_in_circles(tids, count)) tell(STUCK_IN_CIRCLES);
    suspicious *= DOUBT_FACTOR;
}
