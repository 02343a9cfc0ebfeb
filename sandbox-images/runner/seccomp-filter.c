#define _GNU_SOURCE
#include "seccomp-filter.h"
#include "../shared/traced-calls.h"
#include "allowed-calls.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef __x86_64__
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

enum { MOST_INSTRUCTIONS = 2048, X32_BIT = 0x40000000 };

static struct sock_filter code[MOST_INSTRUCTIONS];
static unsigned short length;

static const uint32_t namespace_flags =
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

static void emit(uint16_t what, uint32_t value, uint8_t if_true, uint8_t if_false) {
    if (length == MOST_INSTRUCTIONS) abort();
    code[length++] = (struct sock_filter){.code = what, .jt = if_true, .jf = if_false, .k = value};
}

static void load(size_t offset) { emit(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0); }
static void answer(uint32_t action) { emit(BPF_RET | BPF_K, action, 0, 0); }
static void refuse(int error) { answer(SECCOMP_RET_ERRNO | (uint32_t)error); }
static void allow(void) { answer(SECCOMP_RET_ALLOW); }

// The low half of an argument: every argument looked at here is an int or a 32-bit mask for the kernel.
static void load_argument(unsigned index) {
    size_t low = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 0 : 4;
    load(offsetof(struct seccomp_data, args) + index * sizeof(uint64_t) + low);
}

static void skip_unless_call(int number, uint8_t instructions) { emit(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, instructions); }

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

static int by_number(const void *left, const void *right) {
    int a = *(const int *)left, b = *(const int *)right;
    return (a > b) - (a < b);
}

// Runs of neighbouring numbers cost three instructions each.
static void answer_all(int *numbers, size_t count, uint32_t action) {
    qsort(numbers, count, sizeof *numbers, by_number);
    for (size_t i = 0; i < count;) {
        size_t last = i;
        while (last + 1 < count && numbers[last + 1] <= numbers[last] + 1) last++;
        emit(BPF_JMP | BPF_JGT | BPF_K, (uint32_t)numbers[last], 2, 0);
        emit(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)numbers[i], 0, 1);
        answer(action);
        i = last + 1;
    }
}

static void rule_allowed(void) {
    enum { COUNT = sizeof allowed_calls / sizeof *allowed_calls };
    int numbers[COUNT];
    memcpy(numbers, allowed_calls, sizeof numbers);
    answer_all(numbers, COUNT, SECCOMP_RET_ALLOW);
}

static void load_number(void) { load(offsetof(struct seccomp_data, nr)); }

// Memory that no other process sees makes most of these calls and none of the pictures.
static void rule_private(int number, unsigned index, uint32_t bits, bool are_private) {
    skip_unless_call(number, 3);
    load_argument(index);
    emit(BPF_JMP | BPF_JSET | BPF_K, bits, are_private ? 0 : 1, are_private ? 1 : 0);
    allow();
    load_number();
}

static void rule_traced(void) {
    int numbers[TRACED_CALLS];
    for (size_t i = 0; i < TRACED_CALLS; i++) numbers[i] = traced_calls[i].number;
    answer_all(numbers, TRACED_CALLS, SECCOMP_RET_TRACE);
}

static void build(bool refuse_memfd) {
    length = 0;
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

static void install(void) {
    struct sock_fprog program = {.len = length, .filter = code};
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0) _exit(126);
}

void install_seccomp_filter(bool refuse_memfd) {
    build(refuse_memfd);
    install();
}

void install_trace_filter(void) {
    length = 0;
    load_number();
    rule_private(SYS_futex, 1, FUTEX_PRIVATE_FLAG, true);
    // A fixed one may replace one that is shared.
    rule_private(SYS_mmap, 3, MAP_SHARED | MAP_FIXED, false);
    rule_traced();
    allow();
    install();
}
