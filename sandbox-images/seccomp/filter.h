// Seccomp filters, instruction by instruction; see seccomp(2) and bpf(4).
#pragma once
#include <stddef.h>
#include <stdint.h>

// Begins a filter of its own; there is one under way at a time.
void begin_filter(void);

void emit(uint16_t what, uint32_t value, uint8_t if_true, uint8_t if_false);
void load(size_t offset);
void load_number(void);
// The low half of an argument: every argument looked at is an int or a 32-bit mask for the kernel.
void load_argument(unsigned index);
void answer(uint32_t action);
void allow(void);
void skip_unless_call(int number, uint8_t instructions);
// One answer for all these calls, which are sorted in place.
void answer_all(int *numbers, size_t count, uint32_t action);

// Installs the filter in the calling process for good, or ends it.
void install_filter(void);
