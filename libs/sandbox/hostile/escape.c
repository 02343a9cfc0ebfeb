// Asks the kernel for everything that leads out of a sandbox; prints what it was given, then `asked`.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void asked(const char *what, long answer) {
    if (answer >= 0) printf("GIVEN %s\n", what);
}

static void ask_for_calls(void) {
    static char nothing[128];
    static const struct { const char *name; long number; } calls[] = {
        {"bpf", SYS_bpf}, {"userfaultfd", SYS_userfaultfd}, {"io_uring_setup", SYS_io_uring_setup}, {"keyctl", SYS_keyctl}, {"add_key", SYS_add_key},
        {"fsopen", SYS_fsopen}, {"fspick", SYS_fspick}, {"open_tree", SYS_open_tree}, {"move_mount", SYS_move_mount}, {"setns", SYS_setns},
        {"perf_event_open", SYS_perf_event_open}, {"kexec_load", SYS_kexec_load}, {"init_module", SYS_init_module},
        {"finit_module", SYS_finit_module}, {"reboot", SYS_reboot}, {"open_by_handle_at", SYS_open_by_handle_at}, {"chroot", SYS_chroot},
        {"pivot_root", SYS_pivot_root}, {"kcmp", SYS_kcmp}, {"process_vm_readv", SYS_process_vm_readv}, {"pidfd_getfd", SYS_pidfd_getfd},
        {"clone3", SYS_clone3}, {"quotactl", SYS_quotactl}, {"syslog", SYS_syslog}, {"settimeofday", SYS_settimeofday},
        {"fanotify_init", SYS_fanotify_init}, {"seccomp", SYS_seccomp}, {"acct", SYS_acct}, {"swapon", SYS_swapon}, {"statmount", 457},
    };
    for (unsigned i = 0; i < sizeof calls / sizeof *calls; i++) {
        memset(nothing, 0, sizeof nothing);
        asked(calls[i].name, syscall(calls[i].number, 0, nothing, 0, 0, 0));
    }
}

static void ask_for_clones(void) {
    static const int flags[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWNET, CLONE_NEWPID, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP, CLONE_UNTRACED};
    for (unsigned i = 0; i < sizeof flags / sizeof *flags; i++) {
        long child = syscall(SYS_clone, (long)(flags[i] | SIGCHLD), 0L, 0L, 0L, 0L);
        if (child == 0) _exit(0);
        if (child > 0) printf("GIVEN clone %#x\n", (unsigned)flags[i]);
        if (flags[i] != CLONE_UNTRACED) asked("unshare", unshare(flags[i]));
    }
}

static void ask_for_sockets(void) {
    asked("AF_VSOCK", socket(40, SOCK_STREAM, 0));
    asked("AF_PACKET", socket(17, SOCK_RAW, 0));
    asked("AF_ALG", socket(38, SOCK_SEQPACKET, 0));
    asked("AF_NETLINK netfilter", socket(16, SOCK_RAW, 12));
    asked("AF_NETLINK audit", socket(16, SOCK_RAW, 9));
    asked("AF_BLUETOOTH", socket(31, SOCK_RAW, 0));
    asked("raw IP", socket(AF_INET, SOCK_RAW, 1));
}

// The 32-bit way in has other numbers: getpid is 20 there.
static void ask_by_the_old_door(void) {
#ifdef __x86_64__
    pid_t child = fork();
    if (child == 0) {
        long answer = 20;
        __asm__ volatile("int $0x80" : "+a"(answer) : : "memory");
        _exit(answer > 0 ? 42 : 0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 42) printf("GIVEN int 0x80\n");
    asked("x32 getpid", syscall(0x40000000 | 39));
#endif
}

int main(void) {
    ask_for_calls();
    ask_for_clones();
    ask_for_sockets();
    ask_by_the_old_door();
    asked("mount", mount("none", "/tmp", "tmpfs", 0, NULL));
    asked("umount", umount2("/tmp", MNT_DETACH));
    asked("remount", mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL));
    asked("setuid 0", setuid(0));
    asked("setgid 0", setgid(0));
    asked("TIOCSTI", ioctl(0, TIOCSTI, "x"));
    asked("personality", syscall(SYS_personality, 0x0400000));
    asked("device file", mknod("/tmp/null", S_IFCHR | 0666, 0x103));
    asked("ptrace traceme", ptrace(PTRACE_TRACEME, 0, 0, 0));
    asked("drop no_new_privs", prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
    asked("capability bound", prctl(PR_CAPBSET_READ, 21, 0, 0, 0) == 1 ? 0 : -1);
    printf("asked\n");
    return 0;
}
