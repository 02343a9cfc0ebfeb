#define _GNU_SOURCE
#include "streams.h"
#include "protocol.h"
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

void watch_streams(const struct program *program, bool room, struct pollfd *entries) {
    // POLLERR comes unasked when the last reader has gone.
    entries[0] = (struct pollfd){.fd = program->input_fd, .events = program->input_count > 0 ? POLLOUT : 0, .revents = 0};
    bool may_read = room && program->credit_bytes > 0;
    // POLLHUP comes unasked too: an output that may not be read now is not watched at all.
    entries[1] = (struct pollfd){.fd = may_read ? program->output_fd : -1, .events = POLLIN, .revents = 0};
    entries[2] = (struct pollfd){.fd = room ? program->error_fd : -1, .events = POLLIN, .revents = 0};
}

static void end_input(uint8_t index) {
    struct program *program = program_at(index);
    if (program->input_fd < 0) return;
    close(program->input_fd);
    program->input_fd = -1;
    begin_frame(FROM_INPUT_END);
    put_u8(index);
    end_frame();
}

static void write_input(uint8_t index) {
    struct program *program = program_at(index);
    ssize_t taken = write(program->input_fd, program->input, program->input_count);
    if (taken < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (taken < 0) {
        end_input(index);
        return;
    }
    program->input_count -= (size_t)taken;
    memmove(program->input, program->input + taken, program->input_count);
    begin_frame(FROM_ACCEPTED);
    put_u8(index);
    put_u32((uint32_t)taken);
    end_frame();
    if (program->input_count == 0 && program->close_input) end_input(index);
}

static void end_output(uint8_t index, uint8_t stream) {
    struct program *program = program_at(index);
    int *fd = stream == 1 ? &program->output_fd : &program->error_fd;
    if (*fd < 0) return;
    close(*fd);
    *fd = -1;
    begin_frame(FROM_OUTPUT_END);
    put_u8(index);
    put_u8(stream);
    end_frame();
}

static void read_output(uint8_t index, uint8_t stream) {
    static unsigned char piece[PIECE_BYTES];
    struct program *program = program_at(index);
    uint64_t most = stream == 1 ? program->credit_bytes : UINT64_MAX;
    size_t wanted = most < sizeof piece ? (size_t)most : sizeof piece;
    ssize_t got = read(stream == 1 ? program->output_fd : program->error_fd, piece, wanted);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) {
        end_output(index, stream);
        return;
    }
    if (stream == 1 && program->credit_bytes != UINT64_MAX) program->credit_bytes -= (uint64_t)got;
    begin_frame(FROM_OUTPUT);
    put_u8(index);
    put_u8(stream);
    put_bytes(piece, (size_t)got);
    end_frame();
}

void move_streams(uint8_t index, const struct pollfd *entries) {
    const struct program *program = program_at(index);
    if (entries[0].revents != 0 && program->input_fd >= 0) {
        // A pipe without readers says POLLERR, a terminal that nobody has open any more POLLHUP.
        if (entries[0].revents & (POLLERR | POLLHUP)) end_input(index);
        else if (program->input_count > 0) write_input(index);
    }
    if (entries[1].revents != 0 && program->output_fd >= 0) read_output(index, 1);
    if (entries[2].revents != 0 && program->error_fd >= 0) read_output(index, 2);
}

void queue_input(struct reader payload) {
    uint8_t index = take_u8(&payload);
    struct program *program = program_at(index);
    if (program->input_count + payload.left > INPUT_WINDOW_BYTES) fail("The host sent more input than agreed.");
    if (program->input_fd < 0) return;
    memcpy(program->input + program->input_count, payload.at, payload.left);
    program->input_count += payload.left;
}

void close_input_when_written(uint8_t index) {
    struct program *program = program_at(index);
    program->close_input = true;
    if (program->input_count == 0) end_input(index);
}

void add_credit(uint8_t index, uint64_t bytes) {
    struct program *program = program_at(index);
    program->credit_bytes = bytes >= UINT64_MAX - program->credit_bytes ? UINT64_MAX : program->credit_bytes + bytes;
}

void close_output(uint8_t index) { end_output(index, 1); }

static bool has_unread(int fd) {
    int bytes = 0;
    return fd >= 0 && ioctl(fd, FIONREAD, &bytes) == 0 && bytes > 0;
}

bool streams_pending(void) {
    if (outgoing_bytes() > 0) return true;
    for (uint8_t i = 0; i < program_count(); i++) {
        const struct program *program = program_at(i);
        if (has_unread(program->error_fd)) return true;
        if (program->credit_bytes > 0 && has_unread(program->output_fd)) return true;
        struct pollfd input = {.fd = program->input_fd, .events = POLLOUT, .revents = 0};
        if (program->input_count > 0 && poll(&input, 1, 0) > 0) return true;
    }
    return false;
}
