#define _GNU_SOURCE
#include "late.h"
#include "stream.h"
#include <signal.h>

enum { MOST_ERRANDS = 256 };

static struct task *first;

static struct {
    uint64_t at_ns;
    struct errand errand;
} errands[MOST_ERRANDS];
static unsigned errand_count;

void hold_for(struct task *task, uint64_t ns) {
    task->held_until_ns = now_ns() + ns;
    task->next_late = first;
    first = task;
}

void forget_late(const struct task *task) {
    for (struct task **at = &first; *at; at = &(*at)->next_late) {
        if (*at != task) continue;
        *at = task->next_late;
        return;
    }
}

bool is_awaited(enum event event) {
    for (const struct task *task = first; task; task = task->next_late)
        if (task->awaits == event) return true;
    return false;
}

static bool awaits_it(const struct task *task, enum event event, const struct task *doer) {
    if (task->awaits != event) return false;
    if (task->awaited_process != 0) return task->awaited_process == doer->process;
    // Only its first process is a program.
    if (event == HAS_ENDED && !belongs(doer->process, (struct party){doer->program, 0})) return false;
    return task->awaited_program < 0 ? task->program != doer->program : task->awaited_program == doer->program;
}

void note_event(enum event event, const struct task *doer) {
    for (struct task *task = first; task; task = task->next_late)
        if (awaits_it(task, event, doer)) task->held_until_ns = 0;
}

static void do_errand(struct errand errand) {
    if (errand.process != 0) signal_process(errand.process, errand.signal);
    else signal_party(errand.party, errand.signal, 0);
    if (errand.stay_ns == 0) return;
    struct errand back = errand;
    back.wait_ns = errand.stay_ns;
    back.stay_ns = 0;
    back.signal = SIGCONT;
    send_later(back);
}

void send_later(struct errand errand) {
    if (errand.wait_ns == 0 || errand_count == MOST_ERRANDS) {
        do_errand(errand);
        return;
    }
    errands[errand_count].at_ns = now_ns() + errand.wait_ns;
    errands[errand_count++].errand = errand;
}

static int64_t sooner(int64_t next, uint64_t until, uint64_t now) {
    int64_t left = (int64_t)(until - now);
    return next < 0 || left < next ? left : next;
}

static int64_t run_errands(void) {
    int64_t next = -1;
    uint64_t now = errand_count ? now_ns() : 0;
    for (unsigned i = 0; i < errand_count;) {
        if (errands[i].at_ns > now) {
            next = sooner(next, errands[i++].at_ns, now);
            continue;
        }
        struct errand due = errands[i].errand;
        errands[i] = errands[--errand_count];
        do_errand(due);
    }
    return next;
}

static int64_t release_held(void (*go_on)(const struct task *, int signal), int64_t next) {
    uint64_t now = first ? now_ns() : 0;
    for (struct task **at = &first; *at;) {
        struct task *task = *at;
        if (task->held_until_ns > now) {
            next = sooner(next, task->held_until_ns, now);
            at = &task->next_late;
            continue;
        }
        *at = task->next_late;
        task->held_until_ns = 0;
        task->awaits = NO_EVENT;
        go_on(task, 0);
    }
    return next;
}

int64_t release_late(void (*go_on)(const struct task *, int signal)) { return release_held(go_on, run_errands()); }
