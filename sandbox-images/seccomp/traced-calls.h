// The system calls that the tracer stops at: their numbers, their names, and what their arguments are.
//
// Words of a signature name kinds of arguments, and after `->` the kind of the answer. The tracer copies what `-in` kinds point to when
// the call is entered and what `-out` kinds point to when it comes back (arguments.c); every kind is how the reader prints the argument.
// Left out on purpose: private memory and clocks. The stat family and whatever else makes most of a program's calls and none of the
// arrows is stopped at only in runs that have a fault for it: rarely_traced.
#pragma once
#include <sys/syscall.h>

struct traced_call {
    int number;
    const char *name;
    const char *signature;
};

static const struct traced_call traced_calls[] = {
    // processes and threads
    {SYS_clone, "clone", "clone-flags hex hex hex hex"},
    {SYS_execve, "execve", "path-in strings-in hex"},
    {SYS_execveat, "execveat", "folder path-in strings-in hex at-flags"},
    {SYS_exit, "exit", "int"},
    {SYS_exit_group, "exit_group", "int"},
    {SYS_wait4, "wait4", "int status-out wait-options hex"},
    {SYS_waitid, "waitid", "wait-kind int siginfo-out wait-options hex"},
    {SYS_set_tid_address, "set_tid_address", "hex"},
    // signals
    {SYS_kill, "kill", "int signal"},
    {SYS_tkill, "tkill", "int signal"},
    {SYS_tgkill, "tgkill", "int int signal"},
    {SYS_rt_sigqueueinfo, "rt_sigqueueinfo", "int signal siginfo-in"},
    {SYS_rt_tgsigqueueinfo, "rt_tgsigqueueinfo", "int int signal siginfo-in"},
    {SYS_pidfd_open, "pidfd_open", "int hex -> fd"},
    {SYS_pidfd_send_signal, "pidfd_send_signal", "fd signal siginfo-in hex"},
    {SYS_rt_sigsuspend, "rt_sigsuspend", "signals-in uint"},
    {SYS_rt_sigtimedwait, "rt_sigtimedwait", "signals-in siginfo-out timespec-in uint -> signal"},
    // descriptors and paths
    {SYS_openat, "openat", "folder path-in open-flags octal -> fd"},
    {SYS_openat2, "openat2", "folder path-in open-how-in uint -> fd"},
    {SYS_close, "close", "fd"},
    {SYS_close_range, "close_range", "uint uint close-range-flags"},
    {SYS_dup, "dup", "fd -> fd"},
    {SYS_dup3, "dup3", "fd fd open-flags -> fd"},
    {SYS_fcntl, "fcntl", "fd fcntl-command fcntl-in"},
    {SYS_ioctl, "ioctl", "fd ioctl-command hex"},
    {SYS_pipe2, "pipe2", "ends-out open-flags"},
    {SYS_lseek, "lseek", "fd long whence"},
    {SYS_truncate, "truncate", "path-in long"},
    {SYS_ftruncate, "ftruncate", "fd long"},
    {SYS_flock, "flock", "fd lock-operation"},
    {SYS_mknodat, "mknodat", "folder path-in file-mode hex"},
    {SYS_mkdirat, "mkdirat", "folder path-in octal"},
    {SYS_symlinkat, "symlinkat", "hex folder path-in"},
    {SYS_linkat, "linkat", "folder path-in folder path-in at-flags"},
    {SYS_unlinkat, "unlinkat", "folder path-in at-flags"},
    {SYS_renameat2, "renameat2", "folder path-in folder path-in rename-flags"},
    {SYS_fsync, "fsync", "fd"},
    {SYS_fdatasync, "fdatasync", "fd"},
    {SYS_sync, "sync", ""},
    {SYS_syncfs, "syncfs", "fd"},
    {SYS_chdir, "chdir", "path-in"},
    {SYS_fchdir, "fchdir", "fd"},
    // bytes
    {SYS_read, "read", "fd bytes-out uint"},
    {SYS_write, "write", "fd bytes-in uint"},
    {SYS_readv, "readv", "fd vector-out uint"},
    {SYS_writev, "writev", "fd vector-in uint"},
    {SYS_pread64, "pread64", "fd bytes-out uint long"},
    {SYS_pwrite64, "pwrite64", "fd bytes-in uint long"},
    {SYS_preadv, "preadv", "fd vector-out uint long"},
    {SYS_pwritev, "pwritev", "fd vector-in uint long"},
    {SYS_preadv2, "preadv2", "fd vector-out uint long skipped hex"},
    {SYS_pwritev2, "pwritev2", "fd vector-in uint long skipped hex"},
    {SYS_splice, "splice", "fd offset-in fd offset-in uint hex"},
    {SYS_tee, "tee", "fd fd uint hex"},
    {SYS_vmsplice, "vmsplice", "fd vector-in uint hex"},
    {SYS_sendfile, "sendfile", "fd fd offset-in uint"},
    {SYS_copy_file_range, "copy_file_range", "fd offset-in fd offset-in uint hex"},
    // sockets
    {SYS_socket, "socket", "socket-family socket-type int -> fd"},
    {SYS_socketpair, "socketpair", "socket-family socket-type int ends-out"},
    {SYS_bind, "bind", "fd address-in uint"},
    {SYS_listen, "listen", "fd int"},
    {SYS_connect, "connect", "fd address-in uint"},
    {SYS_accept, "accept", "fd address-out hex -> fd"},
    {SYS_accept4, "accept4", "fd address-out hex socket-type -> fd"},
    {SYS_shutdown, "shutdown", "fd shutdown-how"},
    {SYS_getsockname, "getsockname", "fd address-out hex"},
    {SYS_getpeername, "getpeername", "fd address-out hex"},
    {SYS_getsockopt, "getsockopt", "fd socket-level socket-option option-out hex"},
    {SYS_sendto, "sendto", "fd bytes-in uint message-flags address-in uint"},
    {SYS_recvfrom, "recvfrom", "fd bytes-out uint message-flags address-out hex"},
    {SYS_sendmsg, "sendmsg", "fd message-in message-flags"},
    {SYS_recvmsg, "recvmsg", "fd message-out message-flags"},
    {SYS_sendmmsg, "sendmmsg", "fd messages-in uint message-flags"},
    {SYS_recvmmsg, "recvmmsg", "fd messages-out uint message-flags timespec-in"},
    // message queues
    {SYS_mq_open, "mq_open", "path-in open-flags octal hex -> fd"},
    {SYS_mq_unlink, "mq_unlink", "path-in"},
    {SYS_mq_timedsend, "mq_timedsend", "fd bytes-in uint uint timespec-in"},
    {SYS_mq_timedreceive, "mq_timedreceive", "fd bytes-out uint number-out timespec-in"},
    {SYS_mq_notify, "mq_notify", "fd hex"},
    {SYS_msgget, "msgget", "ipc-key ipc-flags"},
    {SYS_msgsnd, "msgsnd", "int queued-in uint receive-flags"},
    {SYS_msgrcv, "msgrcv", "int queued-out uint long receive-flags"},
    {SYS_msgctl, "msgctl", "int ipc-command hex"},
    // descriptors that stand for no file
    {SYS_eventfd2, "eventfd2", "uint eventfd-flags -> fd"},
    {SYS_signalfd4, "signalfd4", "fd signals-in uint signalfd-flags -> fd"},
    {SYS_timerfd_create, "timerfd_create", "int timerfd-flags -> fd"},
    {SYS_epoll_create1, "epoll_create1", "epoll-flags -> fd"},
    {SYS_epoll_ctl, "epoll_ctl", "fd epoll-command fd hex"},
    {SYS_inotify_init1, "inotify_init1", "hex -> fd"},
    {SYS_inotify_add_watch, "inotify_add_watch", "fd path-in hex"},
    {SYS_inotify_rm_watch, "inotify_rm_watch", "fd int"},
    // memory
    {SYS_mmap, "mmap", "pointer uint protection map-flags fd hex -> pointer"},
    {SYS_munmap, "munmap", "pointer uint"},
    {SYS_msync, "msync", "pointer uint sync-flags"},
    {SYS_mremap, "mremap", "pointer uint uint remap-flags pointer -> pointer"},
    {SYS_mprotect, "mprotect", "pointer uint protection"},
    {SYS_pkey_mprotect, "pkey_mprotect", "pointer uint protection int"},
    {SYS_memfd_create, "memfd_create", "path-in memfd-flags -> fd"},
    {SYS_shmget, "shmget", "ipc-key uint ipc-flags"},
    {SYS_shmat, "shmat", "int pointer attach-flags -> pointer"},
    {SYS_shmdt, "shmdt", "pointer"},
    {SYS_shmctl, "shmctl", "int ipc-command hex"},
    {SYS_semget, "semget", "ipc-key int ipc-flags"},
    {SYS_semop, "semop", "int operations-in uint"},
    {SYS_semtimedop, "semtimedop", "int operations-in uint timespec-in"},
    {SYS_semctl, "semctl", "int int semaphore-command semaphore-in"},
    {SYS_futex, "futex", "pointer futex-operation int hex pointer int"},
#ifdef SYS_futex_waitv
    {SYS_futex_waitv, "futex_waitv", "waiters-in uint hex timespec-in int"},
#endif
    // waiting
    {SYS_ppoll, "ppoll", "polled-in uint timespec-in hex uint"},
    {SYS_pselect6, "pselect6", "int set-in set-in set-in timespec-in hex"},
    {SYS_epoll_pwait, "epoll_pwait", "fd hex int int hex uint"},
    {SYS_epoll_pwait2, "epoll_pwait2", "fd hex int timespec-in hex uint"},
    {SYS_nanosleep, "nanosleep", "timespec-in hex"},
    {SYS_clock_nanosleep, "clock_nanosleep", "clock hex timespec-in hex"},
    {SYS_restart_syscall, "restart_syscall", ""},
    // only for faults
    {SYS_fstat, "fstat", "fd hex"},
    {SYS_newfstatat, "newfstatat", "folder path-in hex at-flags"},
    {SYS_statx, "statx", "folder path-in at-flags hex hex"},
    {SYS_faccessat, "faccessat", "folder path-in octal"},
    {SYS_faccessat2, "faccessat2", "folder path-in octal at-flags"},
    {SYS_getdents64, "getdents64", "fd hex uint"},
    {SYS_fchmod, "fchmod", "fd octal"},
    {SYS_fchmodat, "fchmodat", "folder path-in octal"},
    {SYS_fallocate, "fallocate", "fd hex long long"},
    {SYS_setpgid, "setpgid", "int int"},
    {SYS_setsid, "setsid", ""},
    {SYS_rt_sigaction, "rt_sigaction", "signal hex hex uint"},
    {SYS_rt_sigprocmask, "rt_sigprocmask", "int hex hex uint"},
    {SYS_setitimer, "setitimer", "int hex hex"},
    {SYS_timer_settime, "timer_settime", "int hex hex hex"},
    {SYS_sched_yield, "sched_yield", ""},
#ifdef __x86_64__
    // older spellings that only this architecture has
    {SYS_fork, "fork", ""},
    {SYS_vfork, "vfork", ""},
    {SYS_pause, "pause", ""},
    {SYS_open, "open", "path-in open-flags octal -> fd"},
    {SYS_creat, "creat", "path-in octal -> fd"},
    {SYS_dup2, "dup2", "fd fd -> fd"},
    {SYS_pipe, "pipe", "ends-out"},
    {SYS_mknod, "mknod", "path-in file-mode hex"},
    {SYS_mkdir, "mkdir", "path-in octal"},
    {SYS_rmdir, "rmdir", "path-in"},
    {SYS_symlink, "symlink", "hex path-in"},
    {SYS_link, "link", "path-in path-in"},
    {SYS_unlink, "unlink", "path-in"},
    {SYS_rename, "rename", "path-in path-in"},
    {SYS_renameat, "renameat", "folder path-in folder path-in"},
    {SYS_eventfd, "eventfd", "uint -> fd"},
    {SYS_signalfd, "signalfd", "fd signals-in uint -> fd"},
    {SYS_inotify_init, "inotify_init", "-> fd"},
    {SYS_epoll_create, "epoll_create", "int -> fd"},
    {SYS_epoll_wait, "epoll_wait", "fd hex int int"},
    {SYS_poll, "poll", "polled-in uint int"},
    {SYS_select, "select", "int set-in set-in set-in timeval-in"},
    // only for faults
    {SYS_stat, "stat", "path-in hex"},
    {SYS_lstat, "lstat", "path-in hex"},
    {SYS_access, "access", "path-in octal"},
    {SYS_chmod, "chmod", "path-in octal"},
    {SYS_alarm, "alarm", "uint"},
#endif
};

// Those among them that nobody stops at unless a fault asks for it; libs/contracts/fault.ts has the same list by name.
static const int rarely_traced[] = {
    SYS_fstat, SYS_newfstatat, SYS_statx, SYS_faccessat, SYS_faccessat2, SYS_getdents64, SYS_fchmod, SYS_fchmodat,
    SYS_fallocate, SYS_setpgid, SYS_setsid, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_setitimer, SYS_timer_settime,
    SYS_sched_yield,
#ifdef __x86_64__
    SYS_stat, SYS_lstat, SYS_access, SYS_chmod, SYS_alarm,
#endif
};

enum {
    TRACED_CALLS = sizeof traced_calls / sizeof *traced_calls,
    RARELY_TRACED = sizeof rarely_traced / sizeof *rarely_traced,
};
