// The processes of a run, by the program that they come from.
#pragma once
#include <stdbool.h>
#include <sys/types.h>

// As many as a run has; see MAX_PROGRAMS of the runner.
enum { MOST_PROGRAMS = 64 };

// Some of a run's processes: -1 is any program, and any process of it. A program's first process is number 0; the others are numbered as
// they are born.
struct party {
    int program, process;
};

// A process was born. A program's first one has begun when it has executed its program: signals wait until then, for before that it is
// nobody that a program could mean.
void note_process(pid_t process, int program, bool has_begun);
void note_begin(pid_t process);
void note_end_of_process(pid_t process);

bool belongs(pid_t process, struct party party);

// Whether a program's first process has ended; of any other program than `but` when `program` is -1.
bool has_ended(int program, int but);

// Signals all of a party but one process; answers the last one that was signalled, 0 when there was none.
pid_t signal_party(struct party party, int signal, pid_t but);

// Signals one process if it still lives: nobody else may have its number meanwhile.
void signal_process(pid_t process, int signal);
