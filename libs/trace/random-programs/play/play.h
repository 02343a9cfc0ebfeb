// What the parts of the player share: the lines of a script, the turns that processes take, and their tables.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

enum { MAX_LINES = 1024, MAX_WORDS = 8, MAX_SLOTS = 1024, MAX_PROCESSES = 16, MAX_BYTES = 4096, LIFE_SECONDS = 15 };

struct line {
    int process;
    char *words[MAX_WORDS];
    // `read!`: begins while the line before may still be under way.
    bool early;
    // `lock&`: will sleep, and lets the next line begin before it does.
    bool aside;
    // `write@`: a second thread does it.
    bool threaded;
    // `pipe^`: its descriptors are born close-on-exec.
    bool closing;
};

// Lies in a file, so that a process that executes a program finds it again.
struct shared {
    atomic_uint turn;
    atomic_uint delivered[MAX_PROCESSES];
    atomic_int pids[MAX_PROCESSES];
    // The thread that is about to sleep in a line of its process; 0 when there is none.
    atomic_int sleepers[MAX_PROCESSES];
    int slots[MAX_PROCESSES][MAX_SLOTS];
};

extern struct shared *shared;
extern int self;

// Ends the process with a word on what went wrong when something did not hold.
void check(bool holds, const struct line *line);
int number(const struct line *line, int at);
// The descriptor of a slot that a line names.
int slot(const struct line *line, int at);
void put_slot(const struct line *line, int at, int fd);
bool is(const struct line *line, const char *word);

// Each does the lines of one concern; false when a line is none of them.
bool play_objects(const struct line *line);
bool play_transfers(const struct line *line);
bool play_locks(const struct line *line);
bool play_memory(const struct line *line);
bool play_semaphores(const struct line *line);
bool play_signals(const struct line *line);
bool play_moves(const struct line *line);

// Where a line of a script says that a process has memory mapped.
char *place(const struct line *line, int at);
// Signals that wait to be asked for are blocked in all processes from the start.
void prepare_signals(void);
