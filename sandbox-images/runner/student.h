// What a forked child does before it becomes the student's program.
#pragma once
#include "programs.h"

// The student's ends of its standard streams (-1: none) and the pipe whose closing lets all programs go.
struct ends {
    int input;
    int output;
    int error;
    int gate;
};

_Noreturn void become_student(const struct program *program, const struct limits *limits, struct ends ends);
