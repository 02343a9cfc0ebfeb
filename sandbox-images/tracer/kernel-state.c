#define _GNU_SOURCE
#include "kernel-state.h"
#include "subjects.h"
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct state {
    char letter;
    int threads; // of its process
};

// The state stands behind the name, which stands in brackets and may hold brackets itself: proc_pid_stat(5).
static struct state state_of(const struct task *task) {
    struct state gone = {.letter = 'X'}, state = gone;
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/task/%d/stat", task->process, task->tid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
    if (file >= 0) close(file);
    if (length <= 0) return gone;
    text[length] = 0;
    const char *bracket = strrchr(text, ')');
    const char *const format = " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %d";
    return bracket && sscanf(bracket + 1, format, &state.letter, &state.threads) == 2 ? state : gone;
}

// Until its child has a program of its own, a parent waits so that nothing but death disturbs it: vfork(2).
static bool waits_for_vfork(const struct task *task) {
    if (task->call == NO_CALL) return false;
    if (task->number_of_call == SYS_clone) return (task->arguments[0] & CLONE_VFORK) != 0;
#ifdef SYS_vfork
    return task->number_of_call == SYS_vfork;
#else
    return false;
#endif
}

bool is_asleep(const struct task *task) {
    struct state state = state_of(task);
    // The first thread of a process is told dead after the last one.
    if (state.letter == 'Z') return task->tid == task->process && state.threads > 1;
    return strchr("SXTI", state.letter) != NULL || (state.letter == 'D' && waits_for_vfork(task));
}

static bool has_timer(const struct task *task) {
    char path[64], byte;
    snprintf(path, sizeof path, "/proc/%d/timers", task->process);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool has_one = file >= 0 && read(file, &byte, 1) == 1;
    if (file >= 0) close(file);
    return has_one || has_handler(task, SIGALRM);
}

static bool waits_without_limit(const struct task *task) {
    int operation = (int)task->arguments[1] & FUTEX_CMD_MASK;
    switch (task->number_of_call) {
    case SYS_read:
    case SYS_readv:
    case SYS_write:
    case SYS_writev: return !is_of_harness(task, (int)task->arguments[0]);
    case SYS_futex: return task->arguments[3] == 0 && operation != FUTEX_WAKE;
    case SYS_semtimedop: return task->arguments[3] == 0;
    case SYS_mq_timedsend:
    case SYS_mq_timedreceive: return task->arguments[4] == 0;
    case SYS_wait4:
    case SYS_waitid:
    case SYS_rt_sigsuspend:
    case SYS_semop:
    case SYS_msgsnd:
    case SYS_msgrcv:
    case SYS_fcntl:
    case SYS_flock:
    case SYS_openat:
#ifdef SYS_pause
    case SYS_pause:
    case SYS_open:
#endif
        return true;
    default: return waits_for_vfork(task);
    }
}

bool sleeps_for_ever(const struct task *task) { return task->call != NO_CALL && waits_without_limit(task) && !has_timer(task); }
