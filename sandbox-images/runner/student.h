// What a forked child does before it becomes the student's program.
#pragma once
#include "programs.h"

// What kept a forked child from becoming the program: written into memory that the runner shares, so that it is never taken for
// the program's own end. An empty `what` says that nothing did.
struct setup_failure {
    int error;
    char what[28];
};

// The student's ends of its standard streams (-1: none) and the pipe whose closing lets all programs go.
struct ends {
    int input;
    int output;
    int error;
    int gate;
    struct setup_failure *failure;
    // The whole of that memory, which the child gives back before anybody can take it for an object of the program's.
    void *failures;
    size_t failures_bytes;
};

_Noreturn void become_student(const struct program *program, const struct limits *limits, struct ends ends);
