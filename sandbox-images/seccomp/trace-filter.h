// Makes a program stop at the calls that the tracer records.
#pragma once
#include <stdbool.h>

// For good, in the calling process and all that come from it. Without a tracer each of these calls ends in ENOSYS.
void install_trace_filter(bool also_private);
