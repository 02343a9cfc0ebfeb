// Makes a program stop at the calls that the tracer records.
#pragma once

// For good, in the calling process and all that come from it. Without a tracer each of these calls ends in ENOSYS.
void install_trace_filter(void);
