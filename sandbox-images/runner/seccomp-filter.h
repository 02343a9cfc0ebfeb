// The system calls a student's program may make.
#pragma once
#include <stdbool.h>

// Installs the filter in the calling process for good. `refuse_memfd` is for hosts where memory is bounded per process only.
void install_seccomp_filter(bool refuse_memfd);

// Stops at the calls that the tracer records; without a tracer each of them would end in ENOSYS.
void install_trace_filter(void);
