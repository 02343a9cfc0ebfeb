#define _GNU_SOURCE
#include "stops.h"
#include "../seccomp/traced-calls.h"
#include "arguments.h"
#include "descriptors.h"
#include "late.h"
#include "meddling.h"
#include "places.h"
#include "processes.h"
#include "sharing.h"
#include "snapshots.h"
#include "stream.h"
#include "subjects.h"
#include "turns.h"
#include "watch.h"
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <linux/ptrace.h>
#include <sys/wait.h>

enum { MOST_NUMBERS = 512, SYSCALL_STOP = SIGTRAP | 0x80 };

// What the kernel says to itself of a call that is made again whatever happens.
enum { ERESTARTNOINTR = 513 };

// Places in traced_calls, counted from 1.
static uint16_t by_number[MOST_NUMBERS];

void read_calls(void) {
    for (uint16_t i = 0; i < TRACED_CALLS; i++) by_number[traced_calls[i].number] = (uint16_t)(i + 1);
}

void tell_birth(const struct task *task, uint32_t parent) {
    begin_record(RECORD_BORN, task->number);
    put_u32(parent);
    end_record();
}

// A task that has died meanwhile tells so by its next status.
void go_on(const struct task *task, int signal) {
    if (task->places_are_old) look_again(task_of(task->tid));
    if (takes_turns()) {
        await_turn(task->tid, signal);
        return;
    }
    ptrace(task->call != NO_CALL ? PTRACE_SYSCALL : PTRACE_CONT, task->tid, 0, (void *)(intptr_t)signal);
}

static void go_on_after(struct task *task, uint64_t ns) {
    if (ns > 0) hold_for(task, ns);
    else go_on(task, 0);
}

// Answers how long it has to wait before it may go on, in nanoseconds.
static uint64_t enter(struct task *task) {
    struct ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, task->tid, sizeof info, &info) < 0) return 0;
    if (info.op != PTRACE_SYSCALL_INFO_SECCOMP || info.seccomp.nr >= MOST_NUMBERS || !by_number[info.seccomp.nr]) return 0;
    if (stream_is_full()) return 0;
    task->call = by_number[info.seccomp.nr] - 1;
    task->number_of_call = (int)info.seccomp.nr;
    for (size_t i = 0; i < 6; i++) task->arguments[i] = info.seccomp.args[i];
    task->place[0] = info.instruction_pointer;
    task->place[1] = info.stack_pointer;
    if (task->number_of_call == SYS_exit || task->number_of_call == SYS_exit_group) take_snapshots(task);
    begin_record(RECORD_ENTER, task->number);
    put_u16((uint16_t)info.seccomp.nr);
    for (size_t i = 0; i < 6; i++) put_u64(task->arguments[i]);
    note_entry(task);
    end_record();
    forget_closed(task);
    uint64_t wait_ns = meddle_with_entry(task);
    sleep_by_turns(task);
    return wait_ns;
}

// Answers the same.
static uint64_t leave(struct task *task) {
    struct ptrace_syscall_info info;
    if (task->call == NO_CALL) return 0;
    uint64_t wait_ns = meddle_with_return(task);
    if (ptrace(PTRACE_GET_SYSCALL_INFO, task->tid, sizeof info, &info) < 0) return 0;
    if (info.op != PTRACE_SYSCALL_INFO_EXIT) return 0;
    bool is_error = info.exit.is_error || task->is_rewound;
    begin_record(RECORD_LEAVE, task->number);
    put_u64(task->is_rewound ? (uint64_t)-ERESTARTNOINTR : (uint64_t)info.exit.rval);
    // Addresses may look negative; errors are told apart by the kernel.
    if (!is_error) note_return(task, info.exit.rval);
    if (!is_error && makes_shared_memory(task)) note_shared_memory(task->tid);
    end_record();
    if (!is_error) note_deed(task, info.exit.rval);
    task->is_rewound = false;
    forget_closed(task);
    note_mapping(task);
    take_snapshots(task);
    task->call = NO_CALL;
    return wait_ns;
}

static void deliver(struct task *task, int number) {
    siginfo_t info;
    if (!stream_is_full() && ptrace(PTRACE_GETSIGINFO, task->tid, 0, &info) == 0) {
        begin_record(RECORD_SIGNAL, task->number);
        put_bytes(&info, sizeof info);
        end_record();
    }
    go_on(task, number);
}

// A new task may be seen before its parent's event. It waits for it, so that whoever reads the stream hears of a birth first.
static struct task *first_held;

static void hold(struct task *task) {
    task->next_held = first_held;
    first_held = task;
}

static bool unhold(const struct task *task) {
    for (struct task **at = &first_held; *at; at = &(*at)->next_held) {
        if (*at != task) continue;
        *at = task->next_held;
        return true;
    }
    return false;
}

// A parent that is killed in the middle of its call has no event: nobody knows any more who belongs to whom. Who has a parent that lives is
// still to be announced.
static void let_orphans_go(void) {
    for (struct task **at = &first_held; *at;) {
        struct task *task = *at;
        if (has_known_parent(task)) {
            at = &task->next_held;
            continue;
        }
        *at = task->next_held;
        task->is_announced = true;
        go_on(task, 0);
    }
}

static void birth(const struct task *parent) {
    unsigned long child = 0;
    if (ptrace(PTRACE_GETEVENTMSG, parent->tid, 0, &child) < 0) return;
    struct task *task = task_of((pid_t)child);
    if (!task || task->is_announced) return;
    bool shares = parent->call != NO_CALL && parent->number_of_call == SYS_clone && (parent->arguments[0] & CLONE_FILES);
    task->names = shares ? share_names(parent->names) : new_names();
    task->is_announced = true;
    task->program = parent->program;
    seat_child(task->tid, parent->tid, shares_all_memory(parent));
    if (task->tid == task->process) note_process(task->process, task->program, true);
    tell_birth(task, parent->number);
    if (unhold(task)) go_on(task, 0);
}

// The thread that executed a program goes on as the leader of its process.
static struct task *take_over(struct task *task) {
    unsigned long old = 0;
    if (ptrace(PTRACE_GETEVENTMSG, task->tid, 0, &old) < 0 || (pid_t)old == task->tid) return task;
    struct task *thread = task_of((pid_t)old);
    uint32_t number = thread ? thread->number : 0;
    struct task *leader = replace_task(task->tid, (pid_t)old);
    if (!leader) return NULL;
    move_seat((pid_t)old, leader->tid);
    begin_record(RECORD_REPLACED, leader->number);
    put_u32(number);
    end_record();
    return leader;
}

// The new program has a descriptor table of its own, see execve(2).
static void execute(struct task *task) {
    leave_names(task->names);
    task->names = new_names();
    forget_memory(task);
    // Not before: until then it may be on its way to its gate, with descriptors of the harness.
    if (task->starts) note_standard_streams(task);
    task->starts = false;
    note_program(task->tid);
}

static bool stops_group(int signal) { return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU; }

static void handle_event(struct task *task, int event, int signal) {
    switch (event) {
    case PTRACE_EVENT_SECCOMP: go_on_after(task, enter(task)); return;
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
    case PTRACE_EVENT_CLONE: birth(task); break;
    case PTRACE_EVENT_EXEC:
        task = take_over(task);
        if (!task) return;
        execute(task);
        break;
    case PTRACE_EVENT_STOP:
        if (!task->is_announced) {
            hold(task);
            return;
        }
        if (!stops_group(signal)) break;
        note_event(HAS_STOPPED, task);
        // It stays stopped until somebody sends SIGCONT.
        ptrace(PTRACE_LISTEN, task->tid, 0, 0);
        return;
    }
    go_on(task, 0);
}

static void bury(struct task *task, int status) {
    unhold(task);
    forget_late(task);
    leave_seat(task->tid);
    if (task->tid == task->process) {
        note_event(HAS_ENDED, task);
        note_end_of_process(task->process);
    }
    let_orphans_go();
    begin_record(RECORD_DIED, task->number);
    put_u32((uint32_t)status);
    end_record();
    forget_task(task->tid);
}

void handle(pid_t tid, int status) {
    struct task *task = task_of(tid);
    if (!task) return;
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
        bury(task, status);
        return;
    }
    if (!WIFSTOPPED(status)) return;
    note_stop(tid);
    int signal = WSTOPSIG(status), event = status >> 16;
    if (event != 0) {
        handle_event(task, event, signal);
    } else if (signal == SYSCALL_STOP) {
        go_on_after(task, leave(task));
    } else if (is_watch_signal(task, signal) || (signal == SIGTRAP && is_step(tid))) {
        go_on(task, 0);
    } else {
        deliver(task, signal);
    }
}
