#define _GNU_SOURCE
#include "naps.h"
#include "memory.h"
#include <sys/syscall.h>
#include <time.h>

static int64_t nanoseconds(struct timespec time) { return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec; }

// What the kernel would refuse it refuses itself.
static bool is_valid(struct timespec time) { return time.tv_sec >= 0 && time.tv_sec < 1000000000 && time.tv_nsec >= 0 && time.tv_nsec < 1000000000; }

static int64_t until(clockid_t clock, struct timespec time) {
    struct timespec now;
    if (clock_gettime(clock, &now) < 0) return -1;
    int64_t left = nanoseconds(time) - nanoseconds(now);
    return left < 0 ? 0 : left;
}

int64_t nap_of(const struct task *task) {
    bool has_clock = task->number_of_call == SYS_clock_nanosleep;
    if (!has_clock && task->number_of_call != SYS_nanosleep) return -1;
    clockid_t clock = has_clock ? (clockid_t)task->arguments[0] : CLOCK_REALTIME;
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC) return -1;
    struct timespec time;
    if (copy_memory(task->tid, task->arguments[has_clock ? 2 : 0], &time, sizeof time) < sizeof time || !is_valid(time)) return -1;
    bool is_absolute = has_clock && (task->arguments[1] & TIMER_ABSTIME);
    return is_absolute ? until(clock, time) : nanoseconds(time);
}
