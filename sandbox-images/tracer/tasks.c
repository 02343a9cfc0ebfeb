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

// 0 when it is gone. The last of its numbers is the one in the innermost pid namespace, see proc(5), NSpid.
static uint32_t number_inside(pid_t tid) {
    char path[40], text[4096];
    snprintf(path, sizeof path, "/proc/%d/status", tid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
    if (file >= 0) close(file);
    if (length <= 0) return 0;
    text[length] = 0;
    char *line = strstr(text, "\nNSpid:");
    char *end = line ? strchr(line + 1, '\n') : NULL;
    if (!end) return (uint32_t)tid;
    *end = 0;
    char *last = strrchr(line, '\t');
    return last ? (uint32_t)strtoul(last, NULL, 10) : (uint32_t)tid;
}

struct task *task_of(pid_t tid) {
    if (tid <= 0 || tid > MOST_PIDS) return NULL;
    if (by_tid[tid]) return by_tid[tid];
    uint32_t number = number_inside(tid);
    struct task *task = number == 0 ? NULL : calloc(1, sizeof *task);
    if (!task) return NULL;
    task->tid = tid;
    task->call = NO_CALL;
    task->number = number;
    by_tid[tid] = task;
    count++;
    return task;
}

void forget_task(pid_t tid) {
    if (tid <= 0 || tid > MOST_PIDS || !by_tid[tid]) return;
    leave_names(by_tid[tid]->names);
    free(by_tid[tid]);
    by_tid[tid] = NULL;
    count--;
}

struct task *replace_task(pid_t leader, pid_t old) {
    struct task *gone = by_tid[leader], *task = by_tid[old];
    if (!task || leader == old) return task_of(leader);
    if (gone) {
        task->number = gone->number;
        forget_task(leader);
    }
    by_tid[old] = NULL;
    by_tid[leader] = task;
    task->tid = leader;
    return task;
}

bool any_task_left(void) { return count > 0; }
