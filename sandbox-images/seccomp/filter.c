#define _GNU_SOURCE
#include "filter.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { MOST_INSTRUCTIONS = 2048 };

static struct sock_filter code[MOST_INSTRUCTIONS];
static unsigned short length;

void begin_filter(void) { length = 0; }

void emit(uint16_t what, uint32_t value, uint8_t if_true, uint8_t if_false) {
    if (length == MOST_INSTRUCTIONS) abort();
    code[length++] = (struct sock_filter){.code = what, .jt = if_true, .jf = if_false, .k = value};
}

void load(size_t offset) { emit(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0); }
void load_number(void) { load(offsetof(struct seccomp_data, nr)); }
void answer(uint32_t action) { emit(BPF_RET | BPF_K, action, 0, 0); }
void allow(void) { answer(SECCOMP_RET_ALLOW); }

void load_argument(unsigned index) {
    size_t low = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 0 : 4;
    load(offsetof(struct seccomp_data, args) + index * sizeof(uint64_t) + low);
}

void skip_unless_call(int number, uint8_t instructions) { emit(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, instructions); }

static int by_number(const void *left, const void *right) {
    int a = *(const int *)left, b = *(const int *)right;
    return (a > b) - (a < b);
}

// Runs of neighbouring numbers cost three instructions each.
void answer_all(int *numbers, size_t count, uint32_t action) {
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

void install_filter(void) {
    struct sock_fprog program = {.len = length, .filter = code};
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0) _exit(126);
}
