#define _GNU_SOURCE
#include "turns.h"
#include "late.h"
#include "registers.h"
#include "schedule.h"
#include "seats.h"
#include "settling.h"
#include "stops.h"
#include "stream.h"
#include "stuck.h"
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

// Of steps, of the programs' own time, and of turns that were told.
static uint64_t steps, own_ns, told;
static bool all_are_free;
static pid_t holder = -1;

bool takes_turns(void) { return has_schedule() && !all_are_free; }

uint64_t own_time_ns(void) { return own_ns; }

static size_t sharers(void) {
    size_t count = 0;
    for (size_t i = 0; i < seat_count; i++) count += seats[i].shares;
    return count;
}

static bool any_starts(void) {
    for (size_t i = 0; i < seat_count; i++)
        if (seats[i].starts) return true;
    return false;
}

static size_t list_elders(struct seat **ready, size_t most) {
    size_t count = 0;
    bool starting = any_starts();
    for (size_t i = 0; i < seat_count && count < most; i++)
        if (may_go(&seats[i], own_ns) && !seats[i].is_new && (!starting || seats[i].starts)) ready[count++] = &seats[i];
    return count;
}

// Who computes for so long may wait for a newborn.
enum { PATIENCE_STEPS = 1000 };

static size_t list_ready(struct seat **ready, size_t most) {
    size_t count = list_elders(ready, most);
    for (size_t i = 0; i < count; i++)
        if (ready[i]->idle_steps < PATIENCE_STEPS) return count;
    for (size_t i = 0; i < seat_count; i++) seats[i].is_new = false;
    return list_elders(ready, most);
}

enum { MOST_READY = 4096 };

static struct seat *next_seat(bool holder_could_go_on) {
    static struct seat *ready[MOST_READY];
    static uint64_t *ranks[MOST_READY];
    size_t count = list_ready(ready, MOST_READY);
    int last = -1;
    if (count == 0) return NULL;
    for (size_t i = 0; i < count; i++) {
        ranks[i] = &ready[i]->rank;
        if (holder_could_go_on && ready[i]->tid == holder) last = (int)i;
    }
    return ready[draw_next(ranks, count, last)];
}

static void tell_turn(const struct task *task) {
    if (task->tid == holder) return;
    holder = task->tid;
    if (told++ >= most_turns_told()) return;
    begin_record(RECORD_TURN, task->number);
    put_u64(steps);
    end_record();
}

static bool resume(struct seat *seat, const struct task *task) {
    bool is_in_call = task->call != NO_CALL;
    seat->steps = !is_in_call && can_step() && seat->shares && (seat->lingers || sharers() > 1);
    seat->where = AWAY;
    seat->wakes_at_ns = 0;
    int request = is_in_call ? PTRACE_SYSCALL : seat->steps ? PTRACE_SINGLESTEP : PTRACE_CONT;
    return ptrace(request, seat->tid, 0, (void *)(intptr_t)seat->signal) == 0;
}

// One instruction, or up to where the next system call begins or ends. False when its turn is over because it sleeps or is gone.
static bool go_once(pid_t tid) {
    struct seat *seat = seat_of(tid);
    struct task *task = seat && may_go(seat, own_ns) ? task_of(tid) : NULL;
    if (!task || !resume(seat, task)) return false;
    steps++;
    own_ns += step_ns();
    if (!seat->steps) return await_stop(tid);
    int status;
    seat->idle_steps++;
    if (waitpid(tid, &status, __WALL) != tid) return false;
    handle(tid, status);
    return true;
}

// What became of a turn.
enum end { ITS_TIME_WAS_OVER, IT_CALLED, IT_CANNOT_GO_ON };

static enum end give_turn(pid_t tid) {
    struct task *task = task_of(tid);
    if (!task) return IT_CANNOT_GO_ON;
    tell_turn(task);
    for (uint32_t left = draw_quantum(); left > 0; left--) {
        int call = task->call;
        if (!go_once(tid)) return IT_CANNOT_GO_ON;
        struct seat *seat = seat_of(tid);
        if (!seat || !may_go(seat, own_ns)) return IT_CANNOT_GO_ON;
        task = task_of(tid);
        if (task->call == call && seat->steps && is_before_exchange(tid) && draw_end_before_exchange()) return ITS_TIME_WAS_OVER;
        if (task->call == call) continue;
        if (task->number_of_call != SYS_sched_yield) seat->idle_steps = 0;
        if (task->call == NO_CALL) settle();
        if (draw_end_at_call()) return IT_CALLED;
    }
    return ITS_TIME_WAS_OVER;
}

// Nobody is ready: time goes by until the next sleeper wakes.
static bool skip_time(void) {
    uint64_t next = 0;
    for (size_t i = 0; i < seat_count; i++)
        if (seats[i].where == READY && seats[i].wakes_at_ns > own_ns && (next == 0 || seats[i].wakes_at_ns < next)) next = seats[i].wakes_at_ns;
    if (next == 0 || any_starts()) return false;
    own_ns = next;
    return true;
}

enum { LOOK_NS = 20000000 };

// Who sleeps may be woken by the harness, by the clock, or by nobody.
static void wait_for_world(int64_t late_ns) {
    look_for_help();
    if (late_ns < 0) look_for_sleepers(own_ns);
    sleep_until_stop(late_ns < 0 || late_ns > LOOK_NS ? LOOK_NS : late_ns);
}

// What is left of the run goes at full speed, and its sleepers sleep the rest of their time.
static void set_free(void) {
    all_are_free = true;
    begin_record(RECORD_FREE, 0);
    put_u64(steps);
    end_record();
    for (size_t i = 0; i < seat_count; i++) {
        struct task *task = seats[i].where == READY ? task_of(seats[i].tid) : NULL;
        if (!task) continue;
        if (seats[i].wakes_at_ns > own_ns) hold_for(task, seats[i].wakes_at_ns - own_ns);
        else go_on(task, seats[i].signal);
    }
    while (seat_count > 0) remove_seat(seats[0].tid);
}

void take_turns(void) {
    enum end end = IT_CANNOT_GO_ON;
    while (any_task_left() && steps < most_steps()) {
        int64_t late_ns = release_late(go_on);
        let_others_come(end != ITS_TIME_WAS_OVER);
        struct seat *seat = is_stuck() ? NULL : next_seat(end != IT_CANNOT_GO_ON);
        end = seat ? give_turn(seat->tid) : IT_CANNOT_GO_ON;
        if (seat && late_ns < 0) look_for_circles(own_ns);
        if (seat) continue;
        if (is_stuck() || !skip_time()) wait_for_world(late_ns);
    }
    if (any_task_left()) set_free();
}
