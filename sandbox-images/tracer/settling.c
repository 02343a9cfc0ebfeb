#define _GNU_SOURCE
#include "settling.h"
#include "kernel-state.h"
#include "late.h"
#include "seats.h"
#include "stops.h"
#include <sched.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>

// The first rounds are short, the others take 50 µs; all of them about 50 ms.
enum { SHORT_ROUNDS = 20, LONG_ROUNDS = 1000 };

void sleep_until_stop(int64_t most_ns) {
    struct timespec most = {.tv_sec = most_ns / 1000000000, .tv_nsec = most_ns % 1000000000};
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigtimedwait(&child, NULL, &most);
}

static void rest(unsigned round) {
    if (round < SHORT_ROUNDS) sched_yield();
    else sleep_until_stop(50000);
}

// It may go round in circles.
static void interrupt(pid_t tid) {
    struct seat *seat = seat_of(tid);
    if (!seat || !seat->shares || seat->lingers) return;
    seat->lingers = true;
    ptrace(PTRACE_INTERRUPT, tid, 0, 0);
}

bool await_stop(pid_t tid) {
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

void settle(void) {
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

// Of turns.
enum { SELDOM = 32 };

void let_others_come(bool has_called) {
    static unsigned turns;
    if (!has_called && ++turns % SELDOM != 0) return;
    collect();
    settle();
}

