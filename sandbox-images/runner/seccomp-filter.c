#define _GNU_SOURCE
#include "seccomp-filter.h"
#include "../seccomp/filter.h"
#include "allowed-calls.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef __x86_64__
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

enum { X32_BIT = 0x40000000 };

static const uint32_t namespace_flags =
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

static void refuse(int error) { answer(SECCOMP_RET_ERRNO | (uint32_t)error); }

// Students share the runner's uid, which is all that these calls ask for: none may mean pid 1.
static void rule_not_the_runner(int number, unsigned pid_argument) {
    skip_unless_call(number, 4);
    load_argument(pid_argument);
    emit(BPF_JMP | BPF_JEQ | BPF_K, 1, 1, 0);
    allow();
    refuse(EPERM);
}

// The priority of one process, not of a group or of all that have this uid.
static void rule_priority(void) {
    skip_unless_call(SYS_setpriority, 6);
    load_argument(0);
    emit(BPF_JMP | BPF_JEQ | BPF_K, PRIO_PROCESS, 0, 3);
    load_argument(1);
    emit(BPF_JMP | BPF_JEQ | BPF_K, 1, 1, 0);
    allow();
    refuse(EPERM);
}

// A new process may neither make namespaces nor hide from the tracer.
static void rule_clone(void) {
    skip_unless_call(SYS_clone, 4);
    load_argument(0);
    emit(BPF_JMP | BPF_JSET | BPF_K, namespace_flags | CLONE_UNTRACED, 1, 0);
    allow();
    refuse(EPERM);
    // Its flags stand in memory where a filter cannot look; libc falls back to clone.
    skip_unless_call(SYS_clone3, 1);
    refuse(ENOSYS);
}

// The families that network namespaces separate. AF_VSOCK is not among them.
static void rule_socket(void) {
    static const uint32_t families[] = {AF_UNIX, AF_INET, AF_INET6};
    skip_unless_call(SYS_socket, 12);
    load_argument(0);
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        emit(BPF_JMP | BPF_JEQ | BPF_K, families[i], 0, 1);
        allow();
    }
    emit(BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 0, 3);
    load_argument(2);
    emit(BPF_JMP | BPF_JEQ | BPF_K, NETLINK_ROUTE, 0, 1);
    allow();
    refuse(EAFNOSUPPORT);
}

// No typing into somebody's terminal.
static void rule_ioctl(void) {
    skip_unless_call(SYS_ioctl, 5);
    load_argument(1);
    emit(BPF_JMP | BPF_JEQ | BPF_K, TIOCSTI, 2, 0);
    emit(BPF_JMP | BPF_JEQ | BPF_K, TIOCLINUX, 1, 0);
    allow();
    refuse(EPERM);
}

static void rule_personality(void) {
    skip_unless_call(SYS_personality, 6);
    load_argument(0);
    emit(BPF_JMP | BPF_JEQ | BPF_K, 0, 2, 0);
    emit(BPF_JMP | BPF_JEQ | BPF_K, ADDR_NO_RANDOMIZE, 1, 0);
    emit(BPF_JMP | BPF_JEQ | BPF_K, UINT32_MAX, 0, 1);
    allow();
    refuse(EPERM);
}

static void rule_allowed(void) {
    enum { COUNT = sizeof allowed_calls / sizeof *allowed_calls };
    int numbers[COUNT];
    memcpy(numbers, allowed_calls, sizeof numbers);
    answer_all(numbers, COUNT, SECCOMP_RET_ALLOW);
}

static void build(bool refuse_memfd) {
    begin_filter();
    load(offsetof(struct seccomp_data, arch));
    emit(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0);
    answer(SECCOMP_RET_KILL_PROCESS);
    load_number();
#ifdef __x86_64__
    emit(BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1);
    refuse(ENOSYS);
#endif
    skip_unless_call(SYS_memfd_create, 1);
    if (refuse_memfd) refuse(EPERM);
    else allow();
    for (size_t i = 0; i < sizeof refused_calls / sizeof *refused_calls; i++) {
        skip_unless_call(refused_calls[i], 1);
        refuse(EPERM);
    }
    rule_not_the_runner(SYS_prlimit64, 0);
    rule_not_the_runner(SYS_sched_setaffinity, 0);
    rule_not_the_runner(SYS_sched_setparam, 0);
    rule_not_the_runner(SYS_sched_setscheduler, 0);
    rule_not_the_runner(SYS_sched_setattr, 0);
    rule_priority();
    rule_clone();
    rule_socket();
    rule_ioctl();
    rule_personality();
    rule_allowed();
    refuse(ENOSYS);
}

void install_seccomp_filter(bool refuse_memfd) {
    build(refuse_memfd);
    install_filter();
}
