// The programs of the job: their table, their start and their end.
#pragma once
#include "channel.h"
#include "world.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct program {
    uint8_t stdin_kind;
    uint8_t stdout_kind;
    bool held;
    bool waits; // for a RELEASE of its own
    int gate_fd;
    uint32_t capacity_bytes;
    // A file of /box that is executed in the place of argv[0]; empty when there is none. It loses its name before anybody runs.
    char *sealed;
    int sealed_fd;
    // What the program begins with; 0 open files or file bytes: as many as everybody.
    uint32_t open_files;
    uint64_t file_bytes;
    uint16_t umask;
    uint64_t ignored; // bit 0 is signal 1
    char **argv;
    char **envp;
    pid_t pid;
    uint64_t released_ns;
    // The runner's ends, -1 when there is none (any more).
    int input_fd;
    int output_fd;
    int error_fd;
    unsigned char *input;
    size_t input_count;
    bool close_input;
    // Bytes of standard output that may still be read; UINT64_MAX for a free output.
    uint64_t credit_bytes;
};

struct program *program_at(uint8_t index);
uint8_t program_count(void);
void add_program(struct reader payload);
void start_programs(const struct limits *limits);
// All that do not wait for a release of their own.
void release_programs(void);
void release_program(uint8_t index);
// Collects every dead child and tells of programs that ended, and when nobody is left.
void reap(void);
bool anybody_left(void);
