#define _GNU_SOURCE
#include "programs.h"
#include "files.h"
#include "protocol.h"
#include "streams.h"
#include "student.h"
#include "terminal.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct program programs[MAX_PROGRAMS];
static struct setup_failure *failures; // one for each program
static const size_t failures_bytes = sizeof(struct setup_failure) * MAX_PROGRAMS;
static uint8_t count;
static bool started, left;

struct program *program_at(uint8_t index) {
    if (index >= count) fail("The host named a program that does not exist.");
    return &programs[index];
}

uint8_t program_count(void) { return count; }
bool anybody_left(void) { return left; }

static uint64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

static char **take_strings(struct reader *payload, uint16_t strings) {
    char **list = calloc((size_t)strings + 1, sizeof *list);
    if (!list) fail("The runner has no memory.");
    for (uint16_t i = 0; i < strings; i++) {
        list[i] = strdup(take_string(payload));
        if (!list[i]) fail("The runner has no memory.");
    }
    return list;
}

void add_program(struct reader payload) {
    if (count == MAX_PROGRAMS) fail("The host asked for too many programs.");
    struct program *program = &programs[count++];
    program->stdin_kind = take_u8(&payload);
    program->stdout_kind = take_u8(&payload);
    program->held = take_u8(&payload) != 0;
    program->waits = take_u8(&payload) != 0;
    program->capacity_bytes = take_u32(&payload);
    program->open_files = take_u32(&payload);
    program->file_bytes = take_u64(&payload);
    program->umask = take_u16(&payload);
    program->ignored = take_u64(&payload);
    uint16_t args = take_u16(&payload), envs = take_u16(&payload);
    program->sealed = strdup(take_string(&payload));
    program->sealed_fd = -1;
    program->argv = take_strings(&payload, args);
    program->envp = take_strings(&payload, envs);
    if (payload.bad || args == 0 || !program->sealed) fail("The host described a program wrongly.");
    program->credit_bytes = program->held ? 0 : UINT64_MAX;
    program->input_fd = program->output_fd = program->error_fd = program->gate_fd = -1;
    program->input = malloc(INPUT_WINDOW_BYTES);
    if (!program->input) fail("The runner has no memory.");
}

// A real pipe; the student's end blocks, the runner's does not.
static void make_pipe(int *student, int *runner, bool student_writes) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) fail("A pipe could not be made.");
    *student = ends[student_writes ? 1 : 0];
    *runner = ends[student_writes ? 0 : 1];
    if (fcntl(*runner, F_SETFL, O_NONBLOCK) < 0) fail("A pipe could not be set.");
}

static uint64_t inode_of(int fd) {
    struct stat found;
    return fd >= 0 && fstat(fd, &found) == 0 && S_ISFIFO(found.st_mode) ? found.st_ino : 0;
}

static struct ends make_ends(struct program *program) {
    if (program->stdin_kind == STDIN_TERMINAL) return make_terminal(&program->input_fd, &program->output_fd);
    struct ends ends = {.input = -1, .output = -1, .error = -1, .gate = -1};
    if (program->stdin_kind == STDIN_PIPE) make_pipe(&ends.input, &program->input_fd, false);
    if (program->stdin_kind == STDIN_NULL) ends.input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (program->stdout_kind == STDOUT_PIPE) make_pipe(&ends.output, &program->output_fd, true);
    if (program->stdout_kind == STDOUT_FULL) ends.output = open("/dev/full", O_WRONLY | O_CLOEXEC);
    if (program->capacity_bytes > 0 && program->output_fd >= 0 && fcntl(program->output_fd, F_SETPIPE_SZ, (int)program->capacity_bytes) < 0)
        fail("A pipe could not be given its size.");
    make_pipe(&ends.error, &program->error_fd, true);
    return ends;
}

static void start_program(struct program *program, const struct limits *limits) {
    int gate[2];
    struct ends ends = make_ends(program);
    if (pipe2(gate, O_CLOEXEC) < 0) fail("A program could not be held.");
    ends.gate = gate[0];
    ends.failure = &failures[program - programs];
    ends.failures = failures;
    ends.failures_bytes = failures_bytes;
    program->gate_fd = gate[1];
    program->pid = fork();
    if (program->pid < 0) fail("A program's process could not be made.");
    if (program->pid == 0) become_student(program, limits, ends);
    begin_frame(FROM_STARTED);
    put_u8((uint8_t)(program - programs));
    put_u32((uint32_t)program->pid);
    put_u64(inode_of(ends.input));
    put_u64(inode_of(ends.output));
    put_u64(inode_of(ends.error));
    end_frame();
    // The last copy but the program's own: when it goes, so does the terminal.
    if (ends.input >= 0) close(ends.input);
    if (ends.output >= 0) close(ends.output);
    close(ends.error);
    close(ends.gate);
}

// All are opened before the first name goes, for several programs may be one file.
static void seal_programs(void) {
    for (uint8_t i = 0; i < count; i++)
        if (programs[i].sealed[0] != 0) programs[i].sealed_fd = open_in_box(programs[i].sealed);
    for (uint8_t i = 0; i < count; i++)
        if (programs[i].sealed[0] != 0) remove_from_box(programs[i].sealed);
}

void start_programs(const struct limits *limits) {
    if (started) fail("The programs were started already.");
    started = left = true;
    failures = mmap(NULL, failures_bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (failures == MAP_FAILED) fail("The runner has no memory.");
    seal_programs();
    for (uint8_t i = 0; i < count; i++) start_program(&programs[i], limits);
    for (uint8_t i = 0; i < count; i++)
        if (programs[i].sealed_fd >= 0) close(programs[i].sealed_fd);
}

void release_program(uint8_t index) {
    struct program *program = program_at(index);
    if (program->gate_fd < 0) return;
    program->released_ns = now_ns();
    close(program->gate_fd);
    program->gate_fd = -1;
}

void release_programs(void) {
    for (uint8_t i = 0; i < count; i++)
        if (!programs[i].waits) release_program(i);
}

// Ours, and no end of the student's program, which has not even begun.
static void refuse_failed_setup(const struct setup_failure *failure) {
    if (failure->what[0] == 0) return;
    char text[80];
    snprintf(text, sizeof text, "A program could not be set up: %s", failure->what);
    errno = failure->error;
    fail(text);
}

static void tell_end(struct program *program, int status) {
    bool killed = WIFSIGNALED(status);
    begin_frame(FROM_EXITED);
    put_u8((uint8_t)(program - programs));
    put_u8(killed ? 1 : 0);
    put_u8((uint8_t)(killed ? WTERMSIG(status) : WEXITSTATUS(status)));
    put_u64(now_ns() - program->released_ns);
    end_frame();
    program->pid = 0;
}

void reap(void) {
    for (;;) {
        int status = 0;
        pid_t dead = waitpid(-1, &status, WNOHANG);
        if (dead < 0 && errno == EINTR) continue;
        if (dead < 0 && left) {
            left = false;
            begin_frame(FROM_EMPTY);
            end_frame();
        }
        if (dead <= 0) return;
        for (uint8_t i = 0; i < count; i++)
            if (programs[i].pid == dead) {
                refuse_failed_setup(&failures[i]);
                tell_end(&programs[i], status);
            }
    }
}
