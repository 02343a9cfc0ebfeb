#define _GNU_SOURCE
#include "trace-filter.h"
#include "filter.h"
#include "traced-calls.h"
#include <errno.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <sys/mman.h>

// Memory that no other process sees makes most of these calls and none of the pictures.
static void rule_private(int number, unsigned index, uint32_t bits, bool are_private) {
    skip_unless_call(number, 3);
    load_argument(index);
    emit(BPF_JMP | BPF_JSET | BPF_K, bits, are_private ? 0 : 1, are_private ? 1 : 0);
    allow();
    load_number();
}

static bool is_rare(int number) {
    for (size_t i = 0; i < RARELY_TRACED; i++)
        if (rarely_traced[i] == number) return true;
    return false;
}

static void rule_traced(enum stops stops) {
    int numbers[TRACED_CALLS];
    size_t count = 0;
    for (size_t i = 0; i < TRACED_CALLS; i++)
        if (stops >= STOPS_WITH_RARE_CALLS || !is_rare(traced_calls[i].number)) numbers[count++] = traced_calls[i].number;
    answer_all(numbers, count, SECCOMP_RET_TRACE);
}

void install_trace_filter(enum stops stops) {
    begin_filter();
    load_number();
    if (stops != STOPS_EVERYWHERE) rule_private(SYS_futex, 1, FUTEX_PRIVATE_FLAG, true);
    // A fixed one may replace one that is shared.
    rule_private(SYS_mmap, 3, MAP_SHARED | MAP_FIXED, false);
    // Its flags stand in memory where a filter cannot look; libc falls back to clone.
    skip_unless_call(SYS_clone3, 1);
    answer(SECCOMP_RET_ERRNO | ENOSYS);
    rule_traced(stops);
    allow();
    install_filter();
}
