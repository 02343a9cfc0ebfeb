#define _GNU_SOURCE
#include "copies.h"
#include "descriptors.h"
#include "memory.h"
#include <fcntl.h>
#include <linux/limits.h>
#include <poll.h>
#include <string.h>
#include <sys/select.h>
#include <sys/sem.h>

enum { STRINGS_MAX = 64, STRING_MAX = 512, COPY_MAX = 16 * 1024, SIGINFO_BYTES = 128 };

size_t payload_limit = 64;

static uint64_t argument(const struct task *task, unsigned at) { return task->arguments[at]; }

static size_t at_most(uint64_t wanted, size_t most) { return wanted < most ? (size_t)wanted : most; }

static void note_memory(const struct task *task, unsigned at, size_t count) {
    static unsigned char copy[COPY_MAX];
    size_t got = copy_memory(task->tid, argument(task, at), copy, at_most(count, sizeof copy));
    if (got > 0 || count == 0) put_note(at, FORM_BYTES, copy, got);
}

void note_8_bytes(const struct task *task, unsigned at) { note_memory(task, at, 8); }
void note_16_bytes(const struct task *task, unsigned at) { note_memory(task, at, 16); }
void note_24_bytes(const struct task *task, unsigned at) { note_memory(task, at, 24); }
void note_siginfo_in(const struct task *task, unsigned at) { note_memory(task, at, SIGINFO_BYTES); }

void note_siginfo_out(const struct task *task, unsigned at, int64_t result) {
    (void)result;
    note_memory(task, at, SIGINFO_BYTES);
}

void note_number_out(const struct task *task, unsigned at, int64_t result) {
    (void)result;
    note_memory(task, at, 4);
}

void note_path(const struct task *task, unsigned at) {
    static char path[PATH_MAX];
    if (argument(task, at) == 0) return;
    put_note(at, FORM_BYTES, path, copy_string(task->tid, argument(task, at), path, sizeof path));
}

void note_strings(const struct task *task, unsigned at) {
    char text[STRING_MAX];
    uint64_t from = argument(task, at), string = 0;
    for (unsigned i = 0; i < STRINGS_MAX && from != 0; i++, from += sizeof string) {
        if (copy_memory(task->tid, from, &string, sizeof string) != sizeof string || string == 0) return;
        put_note(at, FORM_BYTES, text, copy_string(task->tid, string, text, sizeof text));
    }
}

void note_ends(const struct task *task, unsigned at, int64_t result) {
    (void)result;
    int ends[2];
    if (copy_memory(task->tid, argument(task, at), ends, sizeof ends) != sizeof ends) return;
    for (size_t i = 0; i < 2; i++) note_new_descriptor(task, at, ends[i]);
}

void note_bytes_in(const struct task *task, unsigned at) { note_memory(task, at, at_most(argument(task, at + 1), payload_limit)); }

void note_bytes_out(const struct task *task, unsigned at, int64_t result) { note_memory(task, at, at_most((uint64_t)result, payload_limit)); }

// A System V message: its type, and then its text. See msgop(2).
static void note_queued(const struct task *task, unsigned at, uint64_t bytes) { note_memory(task, at, sizeof(long) + at_most(bytes, payload_limit)); }
void note_queued_in(const struct task *task, unsigned at) { note_queued(task, at, argument(task, at + 1)); }
void note_queued_out(const struct task *task, unsigned at, int64_t result) { note_queued(task, at, (uint64_t)result); }

void note_address_in(const struct task *task, unsigned at) {
    if (argument(task, at) != 0) note_memory(task, at, at_most(argument(task, at + 1), 128));
}

// The argument after it points to the length.
static size_t told_length(const struct task *task, unsigned at) {
    uint32_t length = 0;
    return copy_memory(task->tid, argument(task, at + 1), &length, sizeof length) == sizeof length ? at_most(length, 128) : 0;
}

void note_address_out(const struct task *task, unsigned at, int64_t result) {
    (void)result;
    if (argument(task, at) != 0) note_memory(task, at, told_length(task, at));
}

void note_option_out(const struct task *task, unsigned at, int64_t result) { note_address_out(task, at, result); }

void note_polled(const struct task *task, unsigned at) {
    static struct pollfd polled[COPY_MAX / sizeof(struct pollfd)];
    size_t wanted = at_most(argument(task, at + 1), sizeof polled / sizeof *polled) * sizeof *polled;
    size_t count = copy_memory(task->tid, argument(task, at), polled, wanted) / sizeof *polled;
    put_note(at, FORM_BYTES, polled, count * sizeof *polled);
}

// The first argument says how many descriptors are looked at. See select(2).
void note_set(const struct task *task, unsigned at) {
    unsigned char set[FD_SETSIZE / 8] = {0};
    size_t count = at_most(argument(task, 0), FD_SETSIZE);
    if (argument(task, at) == 0) return;
    copy_memory(task->tid, argument(task, at), set, (count + 7) / 8);
    for (size_t fd = 0; fd < count; fd++)
        if (set[fd / 8] & (1U << (fd % 8))) note_bare_number(at, (int)fd);
}

// struct futex_waitv of futex_waitv(2): three words of 64 bits.
void note_waiters(const struct task *task, unsigned at) { note_memory(task, at, at_most(argument(task, at + 1), 128) * 24); }

void note_operations(const struct task *task, unsigned at) { note_memory(task, at, at_most(argument(task, at + 1), 64) * sizeof(struct sembuf)); }

void note_fcntl(const struct task *task, unsigned at) {
    switch ((int)argument(task, 1)) {
    case F_SETLK:
    case F_SETLKW:
    case F_OFD_SETLK:
    case F_OFD_SETLKW: note_memory(task, at, sizeof(struct flock)); return;
    }
}

// SETALL has the values of a set: no set of a lesson has more than 64.
void note_semaphore(const struct task *task, unsigned at) {
    if ((int)argument(task, 2) == SETALL) note_memory(task, at, 64 * sizeof(unsigned short));
}
