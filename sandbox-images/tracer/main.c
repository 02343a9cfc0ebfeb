// Watches the system calls of processes from outside their sandbox; see protocol.md.
#define _GNU_SOURCE
#include "../seccomp/trace-filter.h"
#include "arguments.h"
#include "faults.h"
#include "late.h"
#include "processes.h"
#include "schedule.h"
#include "settling.h"
#include "snapshots.h"
#include "standstill.h"
#include "stops.h"
#include "stream.h"
#include "tasks.h"
#include "turns.h"
#include "watch.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <linux/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static const unsigned long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                                     PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;

_Noreturn static void quit(const char *what, const char *which) {
    fprintf(stderr, "tracer: %s%s: %s\n", what, which, strerror(errno));
    exit(2);
}

// A task stops several thousand times a second, and whoever runs on the same processor is woken for it some four times faster. Runs that
// are traced at the same time are spread by their tracers' numbers.
static void share_processor(pid_t tid) {
    static cpu_set_t one;
    static bool is_chosen;
    cpu_set_t all;
    if (!is_chosen && sched_getaffinity(0, sizeof all, &all) == 0 && CPU_COUNT(&all) > 0) {
        int place = getpid() % CPU_COUNT(&all), processor = -1;
        while (place >= 0) place -= CPU_ISSET((unsigned)++processor, &all) != 0;
        CPU_ZERO(&one);
        CPU_SET((unsigned)processor, &one);
        is_chosen = true;
        sched_setaffinity(0, sizeof one, &one);
    }
    if (is_chosen) sched_setaffinity(tid, sizeof one, &one);
}

// What is held before its exec goes on as if nothing had happened; from then on it stops for us.
static void attach(pid_t pid, int program) {
    char text[16];
    snprintf(text, sizeof text, "%d", pid);
    if (ptrace(PTRACE_SEIZE, pid, 0, options) < 0) quit("no way to trace ", text);
    struct task *task = task_of(pid);
    if (!task) quit("no memory for ", text);
    task->is_announced = true;
    task->program = program;
    task->starts = true;
    note_process(task->process, program, false);
    tell_birth(task, 0);
    seat_root(pid);
    share_processor(pid);
}

// Starts a program of one's own, held like those of a sandbox until it is traced.
static void start(char **words) {
    int gate[2];
    if (pipe2(gate, O_CLOEXEC) < 0) quit("no gate", "");
    pid_t pid = fork();
    if (pid < 0) quit("no process for ", words[0]);
    if (pid == 0) {
        char byte;
        close(gate[1]);
        close(STREAM);
        // A session of its own: what it does to its group does not meet the tracer.
        setsid();
        signal(SIGPIPE, SIG_DFL);
        if (read(gate[0], &byte, 1) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) _exit(126);
        install_trace_filter(has_schedule() ? STOPS_EVERYWHERE : any_fault_needs_rare_calls() ? STOPS_WITH_RARE_CALLS : STOPS);
        execvp(words[0], words);
        _exit(127);
    }
    attach(pid, 0);
    close(gate[0]);
    close(gate[1]);
}

_Noreturn static void explain(void) {
    fprintf(stderr, "usage: tracer BYTES [OPTION VALUE]... PID...\n"
                    "       tracer BYTES [OPTION VALUE]... -- COMMAND...\n"
                    "Of each payload so many BYTES are told. The options are --fault, --watch and --snapshot, which may be given again, and\n"
                    "--schedule; protocol.md says what their values are. The stream leaves on descriptor 3.\n");
    exit(2);
}

// False for what is no option.
static bool read_option(const char *name, const char *value) {
    bool is_known = true, makes_sense = true;
    if (strcmp(name, "--fault") == 0) makes_sense = add_fault(value);
    else if (strcmp(name, "--schedule") == 0) makes_sense = set_schedule(value);
    else if (strcmp(name, "--watch") == 0) makes_sense = add_watch(value);
    else if (strcmp(name, "--snapshot") == 0) makes_sense = add_snapshot(value);
    else is_known = false;
    if (!makes_sense) explain();
    return is_known;
}

static void watch(void) {
    while (any_task_left()) {
        int status;
        if (handle_early_stops(handle)) continue;
        int64_t next_ns = release_late(go_on);
        pid_t tid = waitpid(-1, &status, __WALL | (next_ns < 0 ? 0 : WNOHANG));
        if (tid > 0) handle(tid, status);
        else if (tid == 0) sleep_until_stop(next_ns);
        else if (errno == ECHILD) return;
        else if (errno != EINTR) quit("wait", "");
    }
}

static void block_child_signal(void) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
}

int main(int count, char **words) {
    if (count < 3) explain();
    signal(SIGPIPE, SIG_IGN);
    set_payload_limit(strtoul(words[1], NULL, 10));
    read_signatures();
    read_calls();
    int at = 2;
    for (; at + 1 < count && read_option(words[at], words[at + 1]); at += 2) continue;
    if (at == count) explain();
    put_header();
    if (strcmp(words[at], "--") == 0) {
        if (at + 1 == count) explain();
        start(words + at + 1);
    } else {
        for (int i = at; i < count; i++) attach((pid_t)strtol(words[i], NULL, 10), i - at);
    }
    block_child_signal();
    // What is to come later comes when it is due, and not up to 50 µs after that; see prctl(2).
    prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
    // The reader lets them go when it hears that all are traced.
    flush_stream();
    if (takes_turns()) take_turns();
    watch();
    flush_stream();
    return 0;
}
