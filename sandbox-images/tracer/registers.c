#define _GNU_SOURCE
#include "registers.h"
#include <elf.h>
#include <errno.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#ifdef __x86_64__

static bool poke(pid_t tid, size_t offset, uint64_t value) { return ptrace(PTRACE_POKEUSER, tid, offset, value) == 0; }

bool set_argument(pid_t tid, unsigned at, uint64_t value) {
    static const size_t offsets[] = {
        offsetof(struct user_regs_struct, rdi), offsetof(struct user_regs_struct, rsi), offsetof(struct user_regs_struct, rdx),
        offsetof(struct user_regs_struct, r10), offsetof(struct user_regs_struct, r8),  offsetof(struct user_regs_struct, r9),
    };
    return at < 6 && poke(tid, offsets[at], value);
}

bool skip_call(pid_t tid) { return poke(tid, offsetof(struct user_regs_struct, orig_rax), (uint64_t)-1); }

// Without its number the kernel would not make again what a signal has broken off.
bool set_answer(pid_t tid, int number, int64_t answer) {
    return poke(tid, offsetof(struct user_regs_struct, orig_rax), (uint64_t)number) && poke(tid, offsetof(struct user_regs_struct, rax), (uint64_t)answer);
}

// The instruction that calls the kernel has two bytes. The kernel is not to think that there is a call to make again.
bool rewind_call(pid_t tid, int number, uint64_t first_argument) {
    (void)first_argument;
    errno = 0;
    uint64_t next = (uint64_t)ptrace(PTRACE_PEEKUSER, tid, offsetof(struct user_regs_struct, rip), 0);
    return errno == 0 && set_answer(tid, -1, number) && poke(tid, offsetof(struct user_regs_struct, rip), next - 2);
}

bool can_step(void) { return true; }

#else

static bool change(pid_t tid, unsigned at, uint64_t value) {
    struct user_regs_struct registers;
    struct iovec all = {.iov_base = &registers, .iov_len = sizeof registers};
    if (ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &all) < 0) return false;
    registers.regs[at] = value;
    return ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &all) == 0;
}

bool set_argument(pid_t tid, unsigned at, uint64_t value) { return at < 6 && change(tid, at, value); }

static bool set_number(pid_t tid, int number) {
    struct iovec one = {.iov_base = &number, .iov_len = sizeof number};
    return ptrace(PTRACE_SETREGSET, tid, NT_ARM_SYSTEM_CALL, &one) == 0;
}

bool skip_call(pid_t tid) { return set_number(tid, -1); }

// The answer stands where the first argument stood.
bool set_answer(pid_t tid, int number, int64_t answer) { return set_number(tid, number) && change(tid, 0, (uint64_t)answer); }

// The instruction that calls the kernel has four bytes; the number stands in x8, which nobody has changed.
bool rewind_call(pid_t tid, int number, uint64_t first_argument) {
    (void)number;
    struct user_regs_struct registers;
    struct iovec all = {.iov_base = &registers, .iov_len = sizeof registers};
    if (ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &all) < 0) return false;
    registers.regs[0] = first_argument;
    registers.pc -= 4;
    return ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &all) == 0;
}

bool can_step(void) { return false; }

#endif
