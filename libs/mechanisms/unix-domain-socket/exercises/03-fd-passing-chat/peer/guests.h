/* Clients of the grader's own: each of their connects and waits has a limit. What goes wrong is told as one line, and ends the program. */
#pragma once
#include <stddef.h>

enum { GUESTS_MAX = 40, LIMIT_MS = 3000 };

struct guest {
    int fd;
    char name[16];
    char bytes[4096]; /* what has come and is not a line yet */
    size_t filled;
};

/* Before anything else. Limits stretch by `patience`. */
void begin(const char *path, int patience);
int patience_of_run(void);

/* Prints `WORD ONE TWO THREE`, where blanks inside of a word are no-break ones, and ends the program; null is left out. */
_Noreturn void tell(const char *word, const char *one, const char *two, const char *three);

void enter(struct guest *guest, const char *name);
void say(struct guest *guest, const char *bytes, size_t length);

/* Reads what has come; the number of bytes, 0 at its end, -1 when nothing came in time. */
long listen_to(struct guest *guest, int limit_ms);

/* Takes the next line, without its newline, which must not take too long. `wanted` is what is told then. */
void next_line(struct guest *guest, char *line, const char *wanted);

/* The next line is this one. Another one is told as `word`. */
void expect(struct guest *guest, const char *word, const char *wanted);

/* Enters, gives its name and is welcomed. */
void join(struct guest *guest, const char *name);

/* Ends its side, and waits until the other one is closed. */
void leave(struct guest *guest);

/* Random lower-case letters. */
void make_text(char *text, size_t length);
