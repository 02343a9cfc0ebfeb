#define _GNU_SOURCE
#include "registers.h"
#include <elf.h>
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
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

static bool is_other_prefix(uint8_t byte) { return byte == 0x66 || byte == 0xF2 || byte == 0xF3 || (byte >= 0x64 && byte <= 0x65); }

// A lock prefix, or an xchg with memory, which needs none. Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, chapter 2.
bool is_before_exchange(pid_t tid) {
    errno = 0;
    uint64_t next = (uint64_t)ptrace(PTRACE_PEEKUSER, tid, offsetof(struct user_regs_struct, rip), 0);
    uint64_t code = errno == 0 ? (uint64_t)ptrace(PTRACE_PEEKTEXT, tid, next, 0) : 0;
    while (is_other_prefix(code & 0xFF)) code >>= 8;
    if ((code & 0xFF) == 0xF0) return true;
    if ((code & 0xF0) == 0x40) code >>= 8;
    bool is_xchg = (code & 0xFE) == 0x86, is_with_memory = (code >> 14 & 3) != 3;
    return is_xchg && is_with_memory;
}

// The debug registers: four addresses, in 6 what was met, in 7 a bit that switches each on, and four more for its kind and length. Intel 64
// and IA-32 Architectures Software Developer's Manual, volume 3, chapter 19.
enum { MET = 6, CONTROL = 7 };

static size_t debug_register(unsigned at) { return offsetof(struct user, u_debugreg) + at * sizeof(uint64_t); }

static uint64_t control_of(const struct watch_register *one, unsigned at) {
    uint64_t length = one->bytes == 8 ? 2 : one->bytes - 1;
    return one->address == 0 ? 0 : 1ULL << (2 * at) | (one->kind | length << 2) << (16 + 4 * at);
}

// Switched off while they change: the kernel checks each address with the kind that it has.
bool set_watch_registers(pid_t tid, const struct watch_register *registers) {
    uint64_t control = 0;
    bool is_done = poke(tid, debug_register(CONTROL), 0);
    for (unsigned i = 0; i < WATCH_REGISTERS; i++) {
        is_done = is_done && poke(tid, debug_register(i), registers[i].address);
        control |= control_of(&registers[i], i);
    }
    return is_done && poke(tid, debug_register(CONTROL), control);
}

uint64_t watch_hits(pid_t tid) {
    errno = 0;
    uint64_t met = (uint64_t)ptrace(PTRACE_PEEKUSER, tid, debug_register(MET), 0);
    return errno == 0 ? met & ((1U << WATCH_REGISTERS) - 1) : 0;
}

void clear_watch_hits(pid_t tid) { poke(tid, debug_register(MET), 0); }

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

bool is_before_exchange(pid_t tid) {
    (void)tid;
    return false;
}

// The debug registers of this machine do not tell a load from a store after the fact, and stop before the access: not possible here.
bool set_watch_registers(pid_t tid, const struct watch_register *registers) {
    (void)tid;
    (void)registers;
    return false;
}

uint64_t watch_hits(pid_t tid) {
    (void)tid;
    return 0;
}

void clear_watch_hits(pid_t tid) { (void)tid; }

#endif
