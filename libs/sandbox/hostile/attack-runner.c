// Tries everything on pid 1 and on descriptors that it was not given; prints what worked, then `alive`.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static void tried(const char *what, long result) {
    if (result >= 0) printf("WORKED %s\n", what);
}

static void try_open(const char *path, int flags) {
    int file = open(path, flags);
    if (file >= 0) printf("WORKED open %s\n", path);
    if (file >= 0) close(file);
}

int main(void) {
    char bytes[64] = {0};
    struct iovec local = {bytes, sizeof bytes}, remote = {(void *)0x400000, sizeof bytes};
    struct rlimit none = {0, 0};
    for (int fd = 3; fd < 1024; fd++) tried("an inherited descriptor", fcntl(fd, F_GETFD));
    tried("ptrace attach", ptrace(PTRACE_ATTACH, 1, 0, 0));
    tried("ptrace seize", ptrace(PTRACE_SEIZE, 1, 0, 0));
    tried("process_vm_readv", process_vm_readv(1, &local, 1, &remote, 1, 0));
    tried("process_vm_writev", process_vm_writev(1, &local, 1, &remote, 1, 0));
    tried("prlimit", prlimit(1, RLIMIT_NOFILE, &none, NULL));
    tried("setpriority", setpriority(PRIO_PROCESS, 1, 19));
    tried("setpriority user", setpriority(PRIO_USER, 0, 19));
    tried("pidfd_getfd", syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, 1, 0), 3, 0));
    const char *files[] = {"/proc/1/mem", "/proc/1/environ", "/proc/1/maps", "/proc/1/fd/3", "/proc/1/root/etc/passwd", "/proc/1/exe",
                           "/proc/1/cwd", "/proc/1/auxv", "/proc/1/syscall"};
    for (unsigned i = 0; i < sizeof files / sizeof *files; i++) try_open(files[i], O_RDONLY);
    try_open("/proc/1/mem", O_RDWR);
    try_open("/proc/1/oom_score_adj", O_WRONLY);
    signal(SIGTERM, SIG_IGN);
    for (int number = 1; number < 65; number++) kill(1, number);
    union sigval value = {.sival_int = 1};
    sigqueue(1, SIGCHLD, value);
    for (int i = 0; i < 3; i++) kill(1, SIGKILL);
    kill(1, SIGSTOP);
    printf("alive\n");
    fflush(stdout);
    // Everybody but pid 1 and the caller.
    kill(-1, SIGKILL);
    printf("still alive\n");
    return 0;
}
