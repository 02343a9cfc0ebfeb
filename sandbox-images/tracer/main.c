// Watches the system calls of processes from outside their sandbox; see protocol.md.
#define _GNU_SOURCE
#include "../shared/trace-filter.h"
#include "arguments.h"
#include "stops.h"
#include "stream.h"
#include "tasks.h"
#include <errno.h>
#include <fcntl.h>
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

// What is held before its exec goes on as if nothing had happened; from then on it stops for us.
static void attach(pid_t pid) {
    char text[16];
    snprintf(text, sizeof text, "%d", pid);
    if (ptrace(PTRACE_SEIZE, pid, 0, options) < 0) quit("no way to trace ", text);
    struct task *task = task_of(pid);
    if (!task) quit("no memory for ", text);
    task->is_announced = true;
    tell_birth(task, 0);
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
        if (read(gate[0], &byte, 1) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) _exit(126);
        install_trace_filter();
        execvp(words[0], words);
        _exit(127);
    }
    attach(pid);
    close(gate[0]);
    close(gate[1]);
}

_Noreturn static void explain(void) {
    fprintf(stderr, "usage: tracer BYTES PID...\n"
                    "       tracer BYTES -- COMMAND...\n"
                    "Of each payload so many BYTES are told. The stream leaves on descriptor 3.\n");
    exit(2);
}

static void watch(void) {
    while (any_task_left()) {
        int status;
        pid_t tid = waitpid(-1, &status, __WALL);
        if (tid > 0) handle(tid, status);
        else if (errno == ECHILD) return;
        else if (errno != EINTR) quit("wait", "");
    }
}

int main(int count, char **words) {
    if (count < 3) explain();
    signal(SIGPIPE, SIG_IGN);
    set_payload_limit(strtoul(words[1], NULL, 10));
    read_signatures();
    read_calls();
    put_header();
    if (strcmp(words[2], "--") == 0) {
        if (count < 4) explain();
        start(words + 3);
    } else {
        for (int i = 2; i < count; i++) attach((pid_t)strtol(words[i], NULL, 10));
    }
    // The reader lets them go when it hears that all are traced.
    flush_stream();
    watch();
    flush_stream();
    return 0;
}
