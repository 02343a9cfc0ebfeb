// The system calls a student's program may make.
#pragma once
#include <stdbool.h>

// Installs the filter in the calling process for good. `refuse_memfd` is for hosts where memory is bounded per process only.
void install_seccomp_filter(bool refuse_memfd);
