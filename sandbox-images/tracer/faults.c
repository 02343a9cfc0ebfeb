#define _GNU_SOURCE
#include "faults.h"
#include "../seccomp/traced-calls.h"
#include "arguments.h"
#include "registers.h"
#include "stream.h"
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST_FAULTS = 16, ERESTARTSYS = 512 };

enum action { SHORT, FAIL, DELAY, SIGNAL, INTERRUPT };
static const char *const actions[] = {"short", "error", "delay", "signal", "interrupt"};

static struct fault {
    bool meets[TRACED_CALLS];
    int program;         // -1: any
    char object[128];    // what the kernel's name for the thing begins with; empty: anything
    unsigned from, times; // the first call that it meets is number 1
    enum action action;
    long value;
    unsigned seen;
} faults[MOST_FAULTS];

static unsigned count;

enum { MOST_SPARED = 48, NAME_BYTES = 32 };
static char spared[MOST_SPARED][NAME_BYTES];
static unsigned spared_count;

void spare_standard_streams(const struct task *task) {
    for (int fd = 0; fd < 3 && spared_count < MOST_SPARED; fd++) {
        char *name = spared[spared_count];
        size_t length = name_of(NULL, task->tid, fd, name, NAME_BYTES - 1);
        name[length] = 0;
        // A path is meant by its name, whoever opened it.
        if (length > 0 && name[0] != '/') spared_count++;
    }
}

static bool is_spared(const char *name) {
    for (unsigned i = 0; i < spared_count; i++)
        if (strcmp(spared[i], name) == 0) return true;
    return false;
}

bool is_of_harness(const struct task *task, int fd) {
    char name[NAME_BYTES];
    size_t length = name_of(task->names, task->tid, fd, name, sizeof name - 1);
    name[length] = 0;
    return is_spared(name);
}

static bool add_calls(struct fault *fault, char *names) {
    for (char *name = strsep(&names, ","); name; name = strsep(&names, ",")) {
        size_t found = TRACED_CALLS;
        for (size_t i = 0; i < TRACED_CALLS; i++)
            if (strcmp(traced_calls[i].name, name) == 0) found = i;
        if (found == TRACED_CALLS) return false;
        fault->meets[found] = true;
    }
    return true;
}

static bool read_number(const char *text, long *into) {
    char *end;
    errno = 0;
    *into = text ? strtol(text, &end, 10) : 0;
    return text && *text && *end == 0 && errno == 0;
}

static bool read_action(const char *text, enum action *into) {
    for (unsigned i = 0; text && i < sizeof actions / sizeof *actions; i++)
        if (strcmp(actions[i], text) == 0) {
            *into = (enum action)i;
            return true;
        }
    return false;
}

bool add_fault(const char *text) {
    char copy[512];
    struct fault *fault = &faults[count];
    if (count == MOST_FAULTS || (size_t)snprintf(copy, sizeof copy, "%s", text) >= sizeof copy) return false;
    char *rest = copy, *calls = strsep(&rest, ";");
    if (!rest || !add_calls(fault, calls)) return false;
    long program, from, times;
    const char *program_text = strsep(&rest, ";"), *object = strsep(&rest, ";"), *from_text = strsep(&rest, ";"), *times_text = strsep(&rest, ";");
    const char *action = strsep(&rest, ";");
    if (!read_number(program_text, &program) || !read_number(from_text, &from) || !read_number(times_text, &times)) return false;
    if (!read_action(action, &fault->action) || !read_number(rest, &fault->value) || from < 1 || times < 1) return false;
    if ((size_t)snprintf(fault->object, sizeof fault->object, "%s", object) >= sizeof fault->object) return false;
    fault->program = (int)program;
    fault->from = (unsigned)from;
    fault->times = (unsigned)times;
    count++;
    return true;
}

static bool is_about(const struct fault *fault, const struct task *task) {
    char name[PATH_MAX];
    if (!fault->meets[task->call] || (fault->program >= 0 && fault->program != task->program)) return false;
    if (fault->object[0] == 0) return true;
    size_t length = name_of(task->names, task->tid, (int)task->arguments[0], name, sizeof name - 1);
    name[length] = 0;
    return strncmp(name, fault->object, strlen(fault->object)) == 0 && !is_spared(name);
}

static void tell(const struct fault *fault, const struct task *task) {
    begin_record(RECORD_FAULT, task->number);
    put_u16((uint16_t)(fault - faults));
    end_record();
}

// The length of a buffer, or of a vector, stands behind it.
static void cut(const struct fault *fault, struct task *task) {
    int at = payload_of(task->call);
    if (at < 0 || task->arguments[at + 1] <= (uint64_t)fault->value) return;
    if (set_argument(task->tid, (unsigned)(at + 1), (uint64_t)fault->value)) task->changed = at + 1;
}

static void skip(struct task *task, int64_t answer) {
    if (!skip_call(task->tid)) return;
    task->is_skipped = true;
    task->answer = answer;
}

// The task is put back to right before its call, where the signal meets it; then it makes the call.
static void signal_before(struct task *task, int signal) {
    syscall(SYS_tgkill, task->process, task->tid, signal);
    if (skip_call(task->tid)) task->is_rewound = true;
}

// As if the signal had come while the call slept: whether it goes on afterwards the program's own handler decides, signal(7).
static void interrupt(struct task *task, int signal) {
    // What reaches no handler breaks nothing off.
    if (!has_handler(task, signal)) {
        signal_before(task, signal);
        return;
    }
    syscall(SYS_tgkill, task->process, task->tid, signal);
    skip(task, -ERESTARTSYS);
}

static uint32_t apply(const struct fault *fault, struct task *task) {
    switch (fault->action) {
    case SHORT: cut(fault, task); return 0;
    case FAIL: skip(task, -fault->value); return 0;
    case DELAY: return (uint32_t)fault->value;
    case SIGNAL: signal_before(task, (int)fault->value); return 0;
    case INTERRUPT: interrupt(task, (int)fault->value); return 0;
    }
    return 0;
}

uint32_t meddle_with_entry(struct task *task) {
    uint32_t wait_ms = 0;
    for (unsigned i = 0; i < count; i++) {
        struct fault *fault = &faults[i];
        if (!is_about(fault, task)) continue;
        fault->seen++;
        if (fault->seen < fault->from || fault->seen - fault->from >= fault->times) continue;
        tell(fault, task);
        wait_ms += apply(fault, task);
        // The call will be made again, and met again.
        if (task->is_rewound) break;
    }
    return wait_ms;
}

void meddle_with_return(struct task *task) {
    if (task->changed >= 0) set_argument(task->tid, (unsigned)task->changed, task->arguments[task->changed]);
    if (task->is_skipped) set_answer(task->tid, task->number_of_call, task->answer);
    if (task->is_rewound) rewind_call(task->tid, task->number_of_call, task->arguments[0]);
    task->changed = -1;
    task->is_skipped = false;
}
