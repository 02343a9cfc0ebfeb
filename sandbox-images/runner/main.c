// Pid 1 of a sandbox: makes the world, waits for its job, runs it, and dies with the control channel.
#define _GNU_SOURCE
#include "channel.h"
#include "files.h"
#include "programs.h"
#include "protocol.h"
#include "remnants.h"
#include "streams.h"
#include "tasks.h"
#include "world.h"
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { KILL_AGAIN_MS = 20, CONTROL = 0, CHILDREN = 1, FIRST_STREAM = 2 };

static struct limits limits;
static bool killing;

static void prepare(struct reader payload) {
    limits.disk_bytes = take_u64(&payload);
    limits.inodes = take_u64(&payload);
    limits.tasks = take_u64(&payload);
    limits.open_files = take_u64(&payload);
    limits.cpu_seconds = take_u64(&payload);
    limits.address_bytes = take_u64(&payload);
    limits.soft = take_u8(&payload) != 0;
    uint8_t stops = take_u8(&payload);
    limits.stops = stops <= STOPS_EVERYWHERE ? stops : STOPS_NOWHERE;
    limits.fixed_addresses = take_u8(&payload) != 0;
    if (payload.bad || stops > STOPS_EVERYWHERE) fail("The host described the limits wrongly.");
    mount_folders(&limits);
}

static void start(void) {
    end_files();
    lock_world();
    start_programs(&limits);
}

static void handle(uint8_t kind, struct reader payload) {
    const char *text;
    uint64_t number;
    uint8_t index;
    switch ((enum to_runner)kind) {
    case TO_PREPARE: prepare(payload); return;
    case TO_SYSCTL:
        text = take_string(&payload);
        set_sysctl(text, take_string(&payload));
        return;
    case TO_FILE:
        number = take_u32(&payload);
        begin_file(take_string(&payload), (uint32_t)number);
        return;
    case TO_FILE_DATA: add_to_file(payload.at, payload.left); return;
    case TO_PROGRAM: add_program(payload); return;
    case TO_START: start(); return;
    case TO_RELEASE: release_programs(); return;
    case TO_RELEASE_ONE: release_program(take_u8(&payload)); return;
    case TO_INPUT: queue_input(payload); return;
    case TO_CLOSE_INPUT: close_input_when_written(take_u8(&payload)); return;
    case TO_CREDIT:
        index = take_u8(&payload);
        add_credit(index, take_u64(&payload));
        return;
    case TO_CLOSE_OUTPUT: close_output(take_u8(&payload)); return;
    case TO_SIGNAL:
        index = take_u8(&payload);
        number = take_u8(&payload);
        signal_tasks(index, (uint8_t)number, take_u8(&payload));
        return;
    case TO_STATUS: send_status(take_u8(&payload) != 0); return;
    case TO_COLLECT:
        number = take_u64(&payload);
        begin_collect(take_string(&payload), number);
        return;
    case TO_REMNANTS: send_remnants(); return;
    case TO_KILL:
        killing = true;
        return;
    }
    fail("The host said a word that the runner does not know.");
}

// Blocks every signal: a student may send any of them to pid 1, and none is to do anything.
static int children_signal(void) {
    sigset_t all, child;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    int fd = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd < 0) fail("The end of processes could not be watched.");
    return fd;
}

static void turn(int children) {
    static struct pollfd watched[FIRST_STREAM + MAX_PROGRAMS * STREAMS_OF_A_PROGRAM];
    uint8_t programs = program_count();
    bool room = outgoing_bytes() < OUTGOING_HIGH_BYTES;
    watched[CONTROL] = (struct pollfd){.fd = CONTROL_FD, .events = (short)(POLLIN | (outgoing_bytes() > 0 ? POLLOUT : 0)), .revents = 0};
    watched[CHILDREN] = (struct pollfd){.fd = children, .events = POLLIN, .revents = 0};
    for (uint8_t i = 0; i < programs; i++) watch_streams(program_at(i), room, &watched[FIRST_STREAM + i * STREAMS_OF_A_PROGRAM]);
    int wait_ms = killing && anybody_left() ? KILL_AGAIN_MS : -1;
    if (is_collecting() && room) wait_ms = 0;
    nfds_t count = (nfds_t)(FIRST_STREAM + programs * STREAMS_OF_A_PROGRAM);
    if (poll(watched, count, wait_ms) < 0) return;
    for (uint8_t i = 0; i < programs; i++) move_streams(i, &watched[FIRST_STREAM + i * STREAMS_OF_A_PROGRAM]);
    if (watched[CHILDREN].revents != 0) {
        struct signalfd_siginfo info[16];
        while (read(children, info, sizeof info) > 0) continue;
        reap();
    }
    if (watched[CONTROL].revents & (POLLIN | POLLHUP | POLLERR)) receive_some(handle);
    // Again and again: a process may have been forked between two looks.
    if (killing && anybody_left()) kill(-1, SIGKILL);
    if (is_collecting() && outgoing_bytes() < OUTGOING_HIGH_BYTES) collect_more();
    flush_some();
}

int main(void) {
    if (getpid() != 1) {
        fprintf(stderr, "The runner is pid 1 of a sandbox and nothing else.\n");
        return 2;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int children = children_signal();
    prepare_world();
    begin_frame(FROM_READY);
    end_frame();
    for (;;) turn(children);
}
