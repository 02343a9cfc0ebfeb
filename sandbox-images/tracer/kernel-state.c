#define _GNU_SOURCE
#include "kernel-state.h"
#include "subjects.h"
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Reads a file of the task's; false when it is gone.
static bool slurp(const struct task *task, const char *name, char *into, size_t most) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d/%s", task->process, task->tid, name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, into, most - 1);
    if (file >= 0) close(file);
    if (length <= 0) return false;
    into[length] = 0;
    return true;
}

struct state {
    char letter;
    int threads; // of its process
};

// The state stands behind the name, which stands in brackets and may hold brackets itself: proc_pid_stat(5).
static struct state state_of(const struct task *task) {
    char text[512];
    struct state gone = {.letter = 'X'}, state = gone;
    if (!slurp(task, "stat", text, sizeof text)) return gone;
    const char *bracket = strrchr(text, ')');
    const char *const format = " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %d";
    return bracket && sscanf(bracket + 1, format, &state.letter, &state.threads) == 2 ? state : gone;
}

// Whoever is about to look whether it has to sleep is called asleep already; this file waits until it is so, or says that it runs.
static bool is_off_processor(const struct task *task) {
    char text[128];
    return slurp(task, "syscall", text, sizeof text) && strncmp(text, "running", 7) != 0;
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

// Before a thread's new program begins all other threads have to be gone, and nothing but death disturbs it either: execve(2).
static bool waits_for_threads(const struct task *task, int threads) {
    if (task->call == NO_CALL || threads < 2) return false;
    return task->number_of_call == SYS_execve || task->number_of_call == SYS_execveat;
}

// The flags of an open file description, from open(2) and fcntl(2), are in octal: proc_pid_fdinfo(5).
static bool is_nonblocking(const struct task *task, int fd) {
    char name[32], text[256];
    unsigned flags = 0;
    snprintf(name, sizeof name, "fdinfo/%d", fd);
    const char *line = slurp(task, name, text, sizeof text) ? strstr(text, "flags:") : NULL;
    return line && sscanf(line, "flags: %o", &flags) == 1 && (flags & O_NONBLOCK) != 0;
}

bool may_sleep(const struct task *task) {
    const uint64_t *arguments = task->arguments;
    int fd = (int)arguments[0];
    switch (task->number_of_call) {
    case SYS_wait4: return !(arguments[2] & WNOHANG);
    case SYS_waitid: return !(arguments[3] & WNOHANG);
    case SYS_msgsnd: return !(arguments[3] & IPC_NOWAIT);
    case SYS_msgrcv: return !(arguments[4] & IPC_NOWAIT);
    case SYS_sendto:
    case SYS_recvfrom: return !(arguments[3] & MSG_DONTWAIT) && !is_nonblocking(task, fd);
    case SYS_sendmsg:
    case SYS_recvmsg: return !(arguments[2] & MSG_DONTWAIT) && !is_nonblocking(task, fd);
    case SYS_read:
    case SYS_readv:
    case SYS_write:
    case SYS_writev:
    case SYS_accept:
    case SYS_accept4:
    case SYS_connect:
    case SYS_mq_timedsend:
    case SYS_mq_timedreceive: return !is_nonblocking(task, fd);
    default: return true;
    }
}

bool is_asleep(const struct task *task) {
    struct state state = state_of(task);
    // The first thread of a process is told dead after the last one.
    if (state.letter == 'Z') return task->tid == task->process && state.threads > 1;
    bool waits_firmly = state.letter == 'D' && (waits_for_vfork(task) || waits_for_threads(task, state.threads));
    if (state.letter == 'S' || waits_firmly) return is_off_processor(task);
    return strchr("XTI", state.letter) != NULL;
}

bool has_timer(const struct task *task) {
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
