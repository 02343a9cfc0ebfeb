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

static void rule_traced(void) {
    int numbers[TRACED_CALLS];
    for (size_t i = 0; i < TRACED_CALLS; i++) numbers[i] = traced_calls[i].number;
    answer_all(numbers, TRACED_CALLS, SECCOMP_RET_TRACE);
}

void install_trace_filter(bool also_private) {
    begin_filter();
    load_number();
    if (!also_private) rule_private(SYS_futex, 1, FUTEX_PRIVATE_FLAG, true);
    // A fixed one may replace one that is shared.
    rule_private(SYS_mmap, 3, MAP_SHARED | MAP_FIXED, false);
    // Its flags stand in memory where a filter cannot look; libc falls back to clone.
    skip_unless_call(SYS_clone3, 1);
    answer(SECCOMP_RET_ERRNO | ENOSYS);
    rule_traced();
    allow();
    install_filter();
}
