#define _GNU_SOURCE
#include "tasks.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The kernel gives no number above this, see proc(5), /proc/sys/kernel/pid_max. Pages of the table that nobody uses take no memory.
enum { MOST_PIDS = 4 * 1024 * 1024 };
static struct task *by_tid[MOST_PIDS + 1];
static unsigned count;
static struct task *first;

struct task *first_task(void) { return first; }

static void enlist(struct task *task) {
    task->next = first;
    task->from = &first;
    if (first) first->from = &task->next;
    first = task;
}

static void delist(struct task *task) {
    *task->from = task->next;
    if (task->next) task->next->from = task->from;
}

// The number behind a line's name; of several the last one.
static long last_number(const char *text, const char *name) {
    const char *line = strstr(text, name), *end = line ? strchr(line + 1, '\n') : NULL;
    long number = 0;
    for (const char *at = line ? line + strlen(name) : end; at && at < end;) {
        char *rest;
        number = strtol(at, &rest, 10);
        at = rest == at ? end : rest;
    }
    return number;
}

static bool read_status(pid_t tid, char *text, size_t most) {
    char path[40];
    snprintf(path, sizeof path, "/proc/%d/status", tid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, text, most - 1);
    if (file >= 0) close(file);
    if (length <= 0) return false;
    text[length] = 0;
    return true;
}

// False when it is gone. The last of its numbers is the one in the innermost pid namespace, see proc(5), NSpid.
static bool look_up(struct task *task) {
    char text[4096];
    if (!read_status(task->tid, text, sizeof text)) return false;
    task->process = (pid_t)last_number(text, "\nTgid:");
    task->number = (uint32_t)last_number(text, "\nNSpid:");
    return true;
}

// A set of signals, in hexadecimal.
static uint64_t signal_set(const char *text, const char *name) {
    const char *line = strstr(text, name);
    return line ? strtoull(line + strlen(name), NULL, 16) : 0;
}

bool has_handler(const struct task *task, int signal) {
    char text[4096];
    if (!read_status(task->tid, text, sizeof text)) return false;
    uint64_t bit = 1ULL << (signal - 1);
    return (signal_set(text, "\nSigCgt:") & bit) && !(signal_set(text, "\nSigBlk:") & bit);
}

bool has_blocked(const struct task *task, int signal) {
    char text[4096];
    return read_status(task->tid, text, sizeof text) && (signal_set(text, "\nSigBlk:") & (1ULL << (signal - 1)));
}

bool has_signal(const struct task *task) {
    char text[4096];
    if (!read_status(task->tid, text, sizeof text)) return false;
    uint64_t pending = signal_set(text, "\nSigPnd:") | signal_set(text, "\nShdPnd:");
    return (pending & ~signal_set(text, "\nSigBlk:")) != 0;
}

struct task *known_task(pid_t tid) { return tid > 0 && tid <= MOST_PIDS ? by_tid[tid] : NULL; }

bool has_known_parent(const struct task *task) {
    char text[4096];
    // A thread is as good as its process.
    if (task->tid != task->process) return known_task(task->process) != NULL;
    return read_status(task->tid, text, sizeof text) && known_task((pid_t)last_number(text, "\nPPid:")) != NULL;
}

struct task *task_of(pid_t tid) {
    if (tid <= 0 || tid > MOST_PIDS) return NULL;
    if (by_tid[tid]) return by_tid[tid];
    struct task *task = calloc(1, sizeof *task);
    if (!task) return NULL;
    task->tid = tid;
    task->program = task->call = task->changed = -1;
    if (!look_up(task)) {
        free(task);
        return NULL;
    }
    task->places_are_old = true;
    by_tid[tid] = task;
    enlist(task);
    count++;
    return task;
}

void forget_task(pid_t tid) {
    if (tid <= 0 || tid > MOST_PIDS || !by_tid[tid]) return;
    leave_names(by_tid[tid]->names);
    delist(by_tid[tid]);
    free(by_tid[tid]);
    by_tid[tid] = NULL;
    count--;
}

struct task *replace_task(pid_t leader, pid_t old) {
    struct task *gone = by_tid[leader], *task = by_tid[old];
    if (!task || leader == old) return task_of(leader);
    if (gone) {
        task->number = gone->number;
        memcpy(task->seen, gone->seen, sizeof task->seen);
        forget_task(leader);
    }
    by_tid[old] = NULL;
    by_tid[leader] = task;
    task->tid = leader;
    return task;
}

bool any_task_left(void) { return count > 0; }
