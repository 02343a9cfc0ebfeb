// A pseudo-terminal in the place of a program's pipes.
#pragma once
#include "student.h"

// The student's end on all three standard streams, and the runner's end, which does not block, twice: to write and to read.
struct ends make_terminal(int *writes, int *reads);
// Makes descriptor 0 the controlling terminal of the calling session leader, whose group is then in the foreground.
bool take_terminal(void);
