#include "waits.h"
#include <linux/futex.h>
#include <stdio.h>
#include <stdint.h>
#include <sys/syscall.h>

// poll and its kin may wait for timers, sockets may have limits of their own: who sleeps in another call may wake by itself.
bool sleeps_for_ever(const char *text) {
    long number;
    unsigned long arguments[6];
    if (sscanf(text, "%ld %lx %lx %lx %lx %lx %lx", &number, &arguments[0], &arguments[1], &arguments[2], &arguments[3], &arguments[4], &arguments[5]) != 7)
        return false;
    switch (number) {
    case SYS_futex: return arguments[3] == 0 || ((int)arguments[1] & FUTEX_CMD_MASK) == FUTEX_WAKE;
    case SYS_semtimedop: return arguments[3] == 0;
    case SYS_mq_timedsend:
    case SYS_mq_timedreceive: return arguments[4] == 0;
    case SYS_read:
    case SYS_write:
    case SYS_readv:
    case SYS_writev:
    case SYS_sendfile:
    case SYS_splice:
    case SYS_tee:
    case SYS_vmsplice:
    case SYS_wait4:
    case SYS_waitid:
    case SYS_semop:
    case SYS_msgsnd:
    case SYS_msgrcv:
    case SYS_fcntl:
    case SYS_flock:
    case SYS_rt_sigsuspend:
    case SYS_openat:
#ifdef SYS_pause
    case SYS_pause:
#endif
        return true;
    default: return false;
    }
}
