#define _GNU_SOURCE
#include "turns.h"
#include "circles.h"
#include "kernel-state.h"
#include "late.h"
#include "naps.h"
#include "registers.h"
#include "schedule.h"
#include "seats.h"
#include "stops.h"
#include "stream.h"
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>

// Of steps, of the programs' own time, and of turns that were told.
static uint64_t steps, own_ns, told;
static bool all_are_free, is_stuck;
static pid_t holder = -1;

bool takes_turns(void) { return has_schedule() && !all_are_free; }

// ---- who sits where

// Who takes turns needs no second processor, and is woken faster on the same one.
static void share_processor(pid_t tid) {
    static int processor = -1;
    if (processor < 0) processor = sched_getcpu();
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((unsigned)(processor < 0 ? 0 : processor), &set);
    sched_setaffinity(0, sizeof set, &set);
    sched_setaffinity(tid, sizeof set, &set);
}

void seat_root(pid_t tid) {
    struct seat *seat = takes_turns() ? add_seat(tid) : NULL;
    if (!seat) return;
    seat->starts = true;
    share_processor(tid);
}

static size_t sharers(void) {
    size_t count = 0;
    for (size_t i = 0; i < seat_count; i++) count += seats[i].shares;
    return count;
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
    seat->wakes_at_ns = own_ns + (uint64_t)nap_ns + 1;
}

// The kernel says TRAP_BRKPT of a step over a system call.
bool is_step(pid_t tid) {
    siginfo_t info;
    struct seat *seat = seat_of(tid);
    if (!seat || !seat->steps || ptrace(PTRACE_GETSIGINFO, tid, 0, &info) < 0) return false;
    return info.si_code == TRAP_TRACE || info.si_code == TRAP_BRKPT;
}

// ---- what the kernel does meanwhile

// The first rounds are short, the others take 50 µs; all of them about 50 ms.
enum { SHORT_ROUNDS = 20, LONG_ROUNDS = 1000 };

static void rest(unsigned round) {
    struct timespec moment = {.tv_nsec = 50000};
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    if (round < SHORT_ROUNDS) sched_yield();
    else sigtimedwait(&child, NULL, &moment);
}

// It may go round in circles.
static void interrupt(pid_t tid) {
    struct seat *seat = seat_of(tid);
    if (!seat || !seat->shares || seat->lingers) return;
    seat->lingers = true;
    ptrace(PTRACE_INTERRUPT, tid, 0, 0);
}

// Handles the next stop of a task; false when it sleeps instead, so that there is none to wait for.
static bool await_stop(pid_t tid) {
    for (unsigned round = 0;; round++) {
        int status;
        // Asked first: it may stop between the two looks, but not fall asleep unseen.
        const struct task *task = task_of(tid);
        bool sleeps = !task || is_asleep(task);
        pid_t found = waitpid(tid, &status, __WALL | WNOHANG);
        if (found == tid) {
            handle(tid, status);
            return true;
        }
        if (found < 0 || sleeps) return false;
        if (round == LONG_ROUNDS) interrupt(tid);
        rest(round);
        // A signal on purpose may be what ends its computing.
        if (round >= SHORT_ROUNDS) release_late(go_on);
    }
}

// Until everybody who is with the kernel sleeps there: whom a call has woken comes back before the next turn is given, as with every
// run of the same seed.
static void settle(void) {
    for (bool moves = true; moves;) {
        moves = false;
        for (size_t i = 0; i < seat_count && !moves; i++)
            if (seats[i].where == AWAY && !seats[i].starts) moves = await_stop(seats[i].tid);
    }
}

static void collect(void) {
    int status;
    for (pid_t tid; (tid = waitpid(-1, &status, __WALL | WNOHANG)) > 0;) handle(tid, status);
}

// Of turns: whom the world outside has woken may join after so many, whom a call has woken joins at once.
enum { SELDOM = 32 };

static void let_others_come(bool has_called) {
    static unsigned turns;
    if (!has_called && ++turns % SELDOM != 0) return;
    collect();
    settle();
}

// ---- turns

static bool may_go(const struct seat *seat) { return seat->where == READY && seat->wakes_at_ns <= own_ns; }

static bool any_starts(void) {
    for (size_t i = 0; i < seat_count; i++)
        if (seats[i].starts) return true;
    return false;
}

static size_t list_elders(struct seat **ready, size_t most) {
    size_t count = 0;
    bool starting = any_starts();
    for (size_t i = 0; i < seat_count && count < most; i++)
        if (may_go(&seats[i]) && !seats[i].is_new && (!starting || seats[i].starts)) ready[count++] = &seats[i];
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
    struct task *task = seat && may_go(seat) ? task_of(tid) : NULL;
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
        if (!seat || !may_go(seat)) return IT_CANNOT_GO_ON;
        task = task_of(tid);
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

// ---- ends

// How nobody can ever go on.
enum stuck { STUCK_ASLEEP, STUCK_IN_CIRCLES };

static void tell_stuck(enum stuck how) {
    if (is_stuck) return;
    is_stuck = true;
    begin_record(RECORD_STUCK, 0);
    put_u16((uint16_t)how);
    end_record();
    flush_stream();
}

// Whether nobody but those who are ready can do anything ever again, unless one of these does something first.
static bool others_sleep_for_ever(void) {
    for (size_t i = 0; i < seat_count; i++) {
        if (may_go(&seats[i])) continue;
        const struct task *task = task_of(seats[i].tid);
        if (seats[i].where != AWAY || !task || !sleeps_for_ever(task)) return false;
    }
    return seat_count > 0;
}

static void sleep_until_stop(int64_t most_ns) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    struct timespec most = {.tv_sec = most_ns / 1000000000, .tv_nsec = most_ns % 1000000000};
    sigtimedwait(&child, NULL, &most);
}

enum { LOOK_NS = 20000000 };

// Who sleeps may be woken by the harness, by the clock, or by nobody.
static void wait_for_world(int64_t late_ns) {
    if (late_ns < 0 && !any_starts() && others_sleep_for_ever()) tell_stuck(STUCK_ASLEEP);
    sleep_until_stop(late_ns < 0 || late_ns > LOOK_NS ? LOOK_NS : late_ns);
}

// Everybody who only computes comes back to the very state that it was in, and changes nothing on its way: so it goes on for ever.
static void look_for_circles(void) {
    enum { SUSPICIOUS_STEPS = 3000, DOUBT_FACTOR = 4 };
    static uint64_t suspicious = SUSPICIOUS_STEPS;
    static struct seat *ready[MOST_CIRCLING];
    size_t count = list_ready(ready, MOST_CIRCLING);
    if (count == 0 || count == MOST_CIRCLING || is_stuck) return;
    pid_t tids[MOST_CIRCLING];
    for (size_t i = 0; i < count; i++) {
        const struct task *task = task_of(ready[i]->tid);
        if (ready[i]->idle_steps < suspicious || ready[i]->signal != 0 || !task || task->call != NO_CALL || has_timer(task)) return;
        tids[i] = ready[i]->tid;
    }
    if (!others_sleep_for_ever()) return;
    if (all_go_in_circles(tids, count)) tell_stuck(STUCK_IN_CIRCLES);
    suspicious *= DOUBT_FACTOR;
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
        struct seat *seat = is_stuck ? NULL : next_seat(end != IT_CANNOT_GO_ON);
        end = seat ? give_turn(seat->tid) : IT_CANNOT_GO_ON;
        if (seat) look_for_circles();
        else if (is_stuck || !skip_time()) wait_for_world(late_ns);
    }
    if (any_task_left()) set_free();
}
