// Who lives in the sandbox: looks at /proc, and signals.
#pragma once
#include <stdint.h>

void send_status(void);
// Signals a program, what is below it, or both; see enum signal_target.
void signal_tasks(uint8_t index, uint8_t target, int number);
