#define _GNU_SOURCE
#include "meddling.h"
#include "arguments.h"
#include "faults.h"
#include "kernel-state.h"
#include "late.h"
#include "paths.h"
#include "registers.h"
#include "stream.h"
#include "subjects.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <linux/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ERESTARTSYS = 512 };

// How long a call waits at most for somebody to be as dead, or as stopped, as the signal wants it.
static const uint64_t settle_ns = 1000000000ULL;

static bool is_about(const struct fault *fault, const struct task *task) {
    if (!fault->meets[task->call] || !belongs(task->process, fault->who)) return false;
    if (fault->object[0] != 0 && !is_call_about(task, fault->object)) return false;
    if (fault->written[0] != 0 && !holds_bytes(task->tid, fault->written)) return false;
    // No signal can break off a call that never sleeps: an EINTR there would be a lie.
    return fault->action != FAIL || fault->value != EINTR || may_sleep(task);
}

// Threads count together: their first one does it for them, unless it is gone.
static uint64_t *counter(struct fault *fault, struct task *task) {
    if (!fault->counts_each_process) return &fault->seen;
    struct task *leader = known_task(task->process);
    return &(leader ? leader : task)->seen[fault - fault_at(0)];
}

static bool is_its_turn(const struct fault *fault, uint64_t number) {
    if (number < fault->from || (number - fault->from) % fault->every != 0) return false;
    return fault->times == 0 || (number - fault->from) / fault->every < fault->times;
}

static void tell(const struct fault *fault, const struct task *task, uint64_t number, uint64_t ns) {
    begin_record(RECORD_FAULT, task->number);
    put_u16((uint16_t)(fault - fault_at(0)));
    put_u64(number);
    put_u64(ns);
    end_record();
    // Somebody may wait to hear of it; of those without end nobody can.
    if (fault->times != 0) flush_stream();
}

// The length of a buffer, or of a vector, stands behind it. False when less was asked for anyway.
static bool cut(const struct fault *fault, struct task *task) {
    int at = payload_of(task->call);
    if (at < 0 || task->arguments[at + 1] <= (uint64_t)fault->value) return false;
    if (!set_argument(task->tid, (unsigned)(at + 1), (uint64_t)fault->value)) return false;
    task->changed = at + 1;
    return true;
}

static void skip(struct task *task, int64_t answer) {
    if (!skip_call(task->tid)) return;
    task->is_skipped = true;
    task->answer = answer;
}

// A signal that its thread has blocked may be waited for by another one of its process, as sigwait(3) does.
static void signal_itself(const struct task *task, int signal) {
    if (has_blocked(task, signal)) kill(task->process, signal);
    else syscall(SYS_tgkill, task->process, task->tid, signal);
}

// The task is put back to right before its call, where the signal meets it; then it makes the call.
static void signal_before(struct task *task, int signal) {
    signal_itself(task, signal);
    if (skip_call(task->tid)) task->is_rewound = true;
}

// As if the signal had come while the call slept: whether it goes on afterwards the program's own handler decides, signal(7).
static void interrupt(struct task *task, int signal) {
    // What reaches no handler breaks nothing off.
    if (!has_handler(task, signal)) {
        signal_before(task, signal);
        return;
    }
    signal_itself(task, signal);
    skip(task, -ERESTARTSYS);
}

static uint64_t await_event(struct task *task, enum event event, int program, pid_t process) {
    task->awaits = event;
    task->awaited_program = program;
    task->awaited_process = process;
    return settle_ns;
}

// The call goes on when what it stands for has come true: a moment later would be another moment.
static uint64_t await_effect(struct task *task, pid_t process, int signal) {
    if (process == 0 || (signal != SIGKILL && signal != SIGSTOP)) return 0;
    return await_event(task, signal == SIGKILL ? HAS_ENDED : HAS_STOPPED, -1, process);
}

static bool means_itself(const struct fault *fault, const struct task *task) {
    return !fault->has_victim || belongs(task->process, fault->victim);
}

// Whether the call has to be made again because a signal comes before it.
static bool puts_back(const struct fault *fault, const struct task *task) {
    return fault->action == SIGNAL && !fault->comes_after && fault->wait.most == 0 && means_itself(fault, task);
}

static uint64_t send_signal(const struct fault *fault, struct task *task, uint64_t wait_ns) {
    int signal = (int)fault->value;
    uint64_t stay_ns = draw(fault, fault->stay, ~fault->met);
    struct errand errand = {
        .wait_ns = wait_ns, .stay_ns = stay_ns, .party = fault->victim, .process = fault->has_victim ? 0 : task->process, .signal = signal};
    if (fault->wait.most > 0) {
        send_later(errand);
        return 0;
    }
    pid_t other = fault->has_victim ? signal_party(fault->victim, signal, task->process) : 0;
    bool is_itself = means_itself(fault, task);
    if (stay_ns > 0) {
        errand.wait_ns = stay_ns;
        errand.stay_ns = 0;
        errand.signal = SIGCONT;
        send_later(errand);
    }
    if (!is_itself) return await_effect(task, other, signal);
    if (fault->comes_after) signal_itself(task, signal);
    else signal_before(task, signal);
    return 0;
}

static uint64_t hold(const struct fault *fault, struct task *task, uint64_t limit_ns) {
    if (fault->value == HAS_ENDED && has_ended(fault->awaited_program, task->program)) return 0;
    await_event(task, (enum event)fault->value, fault->awaited_program, 0);
    return limit_ns;
}

static uint64_t apply(struct fault *fault, struct task *task) {
    uint64_t ns = draw(fault, fault->wait, ++fault->met);
    if (fault->action == SHORT && !cut(fault, task)) return 0;
    tell(fault, task, *counter(fault, task), ns);
    switch (fault->action) {
    case FAIL: skip(task, -fault->value); return 0;
    case DELAY: return ns;
    case HOLD: return hold(fault, task, ns);
    case SIGNAL: return send_signal(fault, task, ns);
    case INTERRUPT: interrupt(task, (int)fault->value); return 0;
    case SHORT:
    case NO_ACTION: return 0;
    }
    return 0;
}

// Which faults the call that begins is about, now or when it has come back.
static uint32_t find(struct task *task, bool comes_after) {
    uint32_t found = 0;
    for (unsigned i = 0; i < fault_count(); i++)
        if (fault_at(i)->comes_after == comes_after && is_about(fault_at(i), task)) found |= 1U << i;
    return found;
}

static uint32_t whose_turn(uint32_t found, struct task *task) {
    uint32_t turns = 0;
    for (unsigned i = 0; i < fault_count(); i++)
        if ((found >> i & 1) && is_its_turn(fault_at(i), ++*counter(fault_at(i), task))) turns |= 1U << i;
    return turns;
}

static uint64_t apply_all(uint32_t turns, struct task *task) {
    uint64_t wait_ns = 0;
    for (unsigned i = 0; i < fault_count(); i++)
        if (turns >> i & 1) wait_ns += apply(fault_at(i), task);
    return wait_ns;
}

// A call that is made again after a signal came before it was counted then, and meets now what was left for it. A call of the signal's
// handler comes from another place.
static bool is_made_again(const struct task *task) {
    return task->owes && task->place[0] == task->owed_place[0] && task->place[1] == task->owed_place[1];
}

uint64_t meddle_with_entry(struct task *task) {
    task->awaits = NO_EVENT;
    if (fault_count() == 0) return 0;
    uint32_t turns = is_made_again(task) ? task->owed : whose_turn(find(task, false), task);
    task->owes = false;
    task->met_later = find(task, true);
    for (unsigned i = 0; i < fault_count(); i++) {
        if (!(turns >> i & 1) || !puts_back(fault_at(i), task)) continue;
        apply(fault_at(i), task);
        task->owes = true;
        task->owed = turns & ~(1U << i);
        memcpy(task->owed_place, task->place, sizeof task->place);
        return 0;
    }
    return apply_all(turns, task);
}

// A call that moves bytes has done nothing while it moved none.
static bool has_worked(const struct task *task) {
    struct ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, task->tid, sizeof info, &info) < 0 || info.op != PTRACE_SYSCALL_INFO_EXIT) return false;
    return !info.exit.is_error && (info.exit.rval != 0 || payload_of(task->call) < 0);
}

uint64_t meddle_with_return(struct task *task) {
    if (task->changed >= 0) set_argument(task->tid, (unsigned)task->changed, task->arguments[task->changed]);
    if (task->is_skipped) set_answer(task->tid, task->number_of_call, task->answer);
    if (task->is_rewound) rewind_call(task->tid, task->number_of_call, task->arguments[0]);
    bool was_made = !task->is_skipped && !task->is_rewound;
    task->changed = -1;
    task->is_skipped = false;
    if (task->met_later == 0 || !was_made || !has_worked(task)) return 0;
    return apply_all(whose_turn(task->met_later, task), task);
}

static bool is_output(int number) {
    static const int writing[] = {SYS_write, SYS_writev, SYS_pwrite64, SYS_sendto, SYS_sendmsg, SYS_splice, SYS_sendfile, SYS_tee, SYS_copy_file_range};
    for (size_t i = 0; i < sizeof writing / sizeof *writing; i++)
        if (writing[i] == number) return true;
    return false;
}

void note_deed(const struct task *task, int64_t result) {
    if (task->number_of_call == SYS_execve || task->number_of_call == SYS_execveat) note_begin(task->process);
    if (result <= 0 || !is_awaited(HAS_PRINTED) || !is_output(task->number_of_call)) return;
    if (is_call_about(task, "stdout")) note_event(HAS_PRINTED, task);
}
