#define _GNU_SOURCE
#include "standstill.h"
#include "turns.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>

// A task that runs stops within microseconds, or when it gets a processor again; so often it is looked whether it has.
enum { LOOKS = 1000, PAUSE_NS = 20000 };

// Stops that came while something else was under way, in their order.
static struct {
    pid_t tid;
    int status;
} *early;
static size_t early_count, early_room, early_done;

static bool remember_stop(pid_t tid, int status) {
    if (early_count == early_room) {
        void *larger = realloc(early, (early_room + 64) * sizeof *early);
        if (!larger) return false;
        early = larger;
        early_room += 64;
    }
    early[early_count].tid = tid;
    early[early_count++].status = status;
    return true;
}

bool handle_early_stops(void (*handle)(pid_t tid, int status)) {
    bool were_any = early_count > 0;
    for (; early_done < early_count; early_done++) handle(early[early_done].tid, early[early_done].status);
    early_done = early_count = 0;
    return were_any;
}

bool is_standing(const struct task *task) {
    siginfo_t info;
    return ptrace(PTRACE_GETSIGINFO, task->tid, 0, &info) == 0;
}

// Of those who take turns only one runs: the others stand still, or are with the kernel.
static bool stop(const struct task *task) {
    if (is_standing(task) || takes_turns()) return true;
    if (ptrace(PTRACE_INTERRUPT, task->tid, 0, 0) < 0) return errno == ESRCH;
    struct timespec pause = {.tv_nsec = PAUSE_NS};
    for (unsigned i = 0; i < LOOKS; i++) {
        int status;
        pid_t got = waitpid(task->tid, &status, __WALL | WNOHANG);
        if (got > 0) return remember_stop(got, status);
        if (got < 0) return errno == ECHILD;
        nanosleep(&pause, NULL);
    }
    return false;
}

static bool is_watched_by(const struct task *task, const struct task *other, uint64_t registers) {
    for (unsigned i = 0; i < WATCH_REGISTERS; i++)
        if ((registers & 1ULL << i) && task->watched[i] != 0 && other->watched[i] != 0) return true;
    return false;
}

// Whoever is in a call accesses nothing before it comes back.
bool others_stood_still(const struct task *task, uint64_t registers) {
    bool stood = true;
    for (struct task *other = first_task(); other; other = other->next) {
        if (other == task) continue;
        if (other->places_are_old && other->process == task->process) stood = false;
        if (!is_watched_by(task, other, registers) || (other->call != NO_CALL && !is_standing(other))) continue;
        if (stop(other) && (watch_hits(other->tid) & registers) == 0) continue;
        other->doubtful |= registers;
        stood = false;
    }
    return stood;
}
