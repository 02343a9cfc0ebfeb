// Who lives in the sandbox: looks at /proc, and signals.
#pragma once
#include <stdbool.h>
#include <stdint.h>

// Open descriptors are counted when asked for, and 0 otherwise.
void send_status(bool count_descriptors);
// Signals a program, what is below it, or both; see enum signal_target.
void signal_tasks(uint8_t index, uint8_t target, int number);
