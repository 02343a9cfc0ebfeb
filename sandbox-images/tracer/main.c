// Watches the system calls of processes from outside their sandbox; see protocol.md.
#define _GNU_SOURCE
#include "arguments.h"
#include "stops.h"
#include "stream.h"
#include "tasks.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <linux/ptrace.h>

static const unsigned long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                                     PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;

_Noreturn static void quit(const char *what, const char *which) {
    fprintf(stderr, "tracer: %s%s: %s\n", what, which, strerror(errno));
    exit(2);
}

// What is held before its exec goes on as if nothing had happened; from then on it stops for us.
static void attach(const char *pid) {
    pid_t tid = (pid_t)strtol(pid, NULL, 10);
    if (ptrace(PTRACE_SEIZE, tid, 0, options) < 0) quit("no way to trace ", pid);
    struct task *task = task_of(tid);
    if (!task) quit("no memory for ", pid);
    tell_birth(task, 0);
}

int main(int count, char **words) {
    if (count < 3) {
        fprintf(stderr, "usage: tracer PAYLOAD-BYTES PID...   (the stream leaves on descriptor 3)\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    set_payload_limit(strtoul(words[1], NULL, 10));
    read_signatures();
    read_calls();
    put_header();
    for (int i = 2; i < count; i++) attach(words[i]);
    // The reader lets them go when it hears that all are traced.
    flush_stream();
    while (any_task_left()) {
        int status;
        pid_t tid = waitpid(-1, &status, __WALL);
        if (tid > 0) handle(tid, status);
        else if (errno == ECHILD) break;
        else if (errno != EINTR) quit("wait", "");
    }
    flush_stream();
    return 0;
}
