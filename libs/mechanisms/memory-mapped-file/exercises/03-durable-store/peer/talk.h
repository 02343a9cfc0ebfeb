/* Starting the student's store and talking to it, line by line. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* An answer is to come in two seconds, on a machine that has time for it. */
enum { LINE_BYTES = 40000, SECONDS_MOST = 4 };

struct store {
    pid_t pid;
    int in, out;
    size_t have;
    char got[2 * LINE_BYTES];
};

/* What every mode needs to know of the run. */
extern const char *token;
extern int patience;
/* The word for the end of a store that should go on. */
extern const char *crash_word;

/* Prints the verdict and ends this program with all its stores. */
_Noreturn void say(const char *format, ...);

void start(struct store *one, const char *file);
/* Writes all of it; false when nobody reads any more. */
bool hand(struct store *one, const void *bytes, size_t count);
/* The next line without its newline, with a NUL behind it; -1 when none came in time, -2 when there will be none. */
long receive(struct store *one, char *line, double within_ms);
/* A command and its answer, which has to come in time. `what` stands for the command in a sentence. */
long ask(struct store *one, const char *command, const char *what, char *answer);
/* An answer that has to be this one. */
void expect(struct store *one, const char *command, const char *what, const char *wanted);
/* SIGKILL, and the end of it; what it had printed can still be received. */
void kill_now(struct store *one);
/* Nothing more is wanted of one that was killed. */
void leave(struct store *one);
/* End of input, and a status of 0 in time. */
void finish(struct store *one);
/* Whether all that was handed over has been read and the process sleeps. */
bool has_read(struct store *one);
bool sleeps(struct store *one);

double now_us(void);
void spin_us(double us);
/* What a word of a verdict may hold: no blanks, nothing that cannot be printed, not too long. */
const char *one_word(const char *text);
