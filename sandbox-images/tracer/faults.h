// What is to go wrong on purpose, as it was asked for; see protocol.md.
#pragma once
#include "../seccomp/traced-calls.h"
#include "processes.h"
#include <stdbool.h>
#include <stdint.h>

enum { MOST_FAULTS = 16, OBJECT_BYTES = 128 };

enum action { NO_ACTION, SHORT, FAIL, DELAY, HOLD, SIGNAL, INTERRUPT };

// Things that a held task waits for.
enum event { NO_EVENT, HAS_PRINTED, HAS_ENDED, HAS_STOPPED };

// Nanoseconds; a number between the two is drawn each time.
struct span {
    uint64_t least, most;
};

struct fault {
    bool meets[TRACED_CALLS];
    bool needs_rare_calls;
    struct party who;          // whose calls are met
    char object[OBJECT_BYTES]; // what they are about; empty: anything
    char written[OBJECT_BYTES]; // a file; calls before it holds anything are not met; empty: none is
    // Of such calls: the first that is met (the first of all is number 1), each so many-th from there on, and how many (0: without end).
    uint64_t from, every, times;
    bool counts_each_process; // not all processes of the run together
    bool comes_after;         // the call has done its work
    enum action action;
    long value; // bytes, an errno, a signal, an event
    bool has_victim; // else the signal is for the task that makes the call
    struct party victim;
    struct span wait, stay; // before something goes on or a signal is sent, and until somebody who was stopped goes on
    int awaited_program;    // -1: any other one
    uint64_t seed;
    uint64_t seen, met;
};

// Reads one fault, words with semicolons between them. False when it makes no sense.
bool add_fault(const char *text);

unsigned fault_count(void);
struct fault *fault_at(unsigned index);

// Whether one of them is about a call that a trace does not stop at.
bool any_fault_needs_rare_calls(void);

// A number of nanoseconds: of one fault, what is drawn for its n-th meeting is the same in every run with its seed.
uint64_t draw(const struct fault *fault, struct span span, uint64_t meeting);
