// Makes a program stop at the calls that the tracer records.
#pragma once

// At which calls a program stops: none, those of every trace, also those that only faults are for, or also those of locks that no other
// process sees.
enum stops { STOPS_NOWHERE, STOPS, STOPS_WITH_RARE_CALLS, STOPS_EVERYWHERE };

// For good, in the calling process and all that come from it. Without a tracer each of these calls ends in ENOSYS.
void install_trace_filter(enum stops stops);
