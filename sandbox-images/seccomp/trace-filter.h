// Makes a program stop at the calls that the tracer records.
#pragma once

// At which calls a program stops: none, those of every trace, or also those that only faults are for.
enum stops { STOPS_NOWHERE = 0, STOPS = 1, STOPS_WITH_RARE_CALLS = 2 };

// For good, in the calling process and all that come from it. Without a tracer each of these calls ends in ENOSYS.
void install_trace_filter(enum stops stops);
