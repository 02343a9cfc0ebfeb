#include "channel.h"
#include "protocol.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned char incoming[MAX_FRAME_BYTES + 8];
static size_t incoming_count;

static unsigned char *outgoing;
static size_t outgoing_start, outgoing_end, outgoing_size, frame_start;

static bool need(struct reader *from, size_t count) {
    if (from->left < count) from->bad = true;
    return !from->bad;
}

static uint64_t take_number(struct reader *from, size_t bytes) {
    if (!need(from, bytes)) return 0;
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++) value |= (uint64_t)from->at[i] << (8 * i);
    from->at += bytes;
    from->left -= bytes;
    return value;
}

uint8_t take_u8(struct reader *from) { return (uint8_t)take_number(from, 1); }
uint16_t take_u16(struct reader *from) { return (uint16_t)take_number(from, 2); }
uint32_t take_u32(struct reader *from) { return (uint32_t)take_number(from, 4); }
uint64_t take_u64(struct reader *from) { return take_number(from, 8); }

const char *take_string(struct reader *from) {
    const unsigned char *nul = from->bad ? NULL : memchr(from->at, 0, from->left);
    if (!nul) {
        from->bad = true;
        return "";
    }
    const char *text = (const char *)from->at;
    size_t used = (size_t)(nul - from->at) + 1;
    from->at += used;
    from->left -= used;
    return text;
}

void put_bytes(const void *bytes, size_t count) {
    if (outgoing_end + count > outgoing_size) {
        size_t unsent = outgoing_end - outgoing_start;
        memmove(outgoing, outgoing + outgoing_start, outgoing_start ? unsent : 0);
        frame_start -= outgoing_start;
        outgoing_start = 0;
        outgoing_end = unsent;
        while (outgoing_end + count > outgoing_size) {
            outgoing_size = outgoing_size ? outgoing_size * 2 : 256 * 1024;
            outgoing = realloc(outgoing, outgoing_size);
            if (!outgoing) _exit(125);
        }
    }
    memcpy(outgoing + outgoing_end, bytes, count);
    outgoing_end += count;
}

static void put_number(uint64_t value, size_t bytes) {
    unsigned char raw[8];
    for (size_t i = 0; i < bytes; i++) raw[i] = (unsigned char)(value >> (8 * i));
    put_bytes(raw, bytes);
}

void put_u8(uint8_t value) { put_number(value, 1); }
void put_u16(uint16_t value) { put_number(value, 2); }
void put_u32(uint32_t value) { put_number(value, 4); }
void put_u64(uint64_t value) { put_number(value, 8); }

void begin_frame(uint8_t kind) {
    frame_start = outgoing_end;
    put_u32(0);
    put_u8(kind);
}

void end_frame(void) {
    size_t length = outgoing_end - frame_start - 4;
    for (size_t i = 0; i < 4; i++) outgoing[frame_start + i] = (unsigned char)(length >> (8 * i));
}

size_t outgoing_bytes(void) { return outgoing_end - outgoing_start; }

void flush_some(void) {
    while (outgoing_start < outgoing_end) {
        ssize_t sent = send(CONTROL_FD, outgoing + outgoing_start, outgoing_end - outgoing_start, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0 && errno == EAGAIN) return;
        if (sent < 0) _exit(0);
        outgoing_start += (size_t)sent;
    }
    outgoing_start = outgoing_end = 0;
}

// Handles one whole frame if there is one, and says so.
static bool handle_first(void (*handle)(uint8_t kind, struct reader payload)) {
    if (incoming_count < 5) return false;
    size_t length = 0;
    for (size_t i = 0; i < 4; i++) length |= (size_t)incoming[i] << (8 * i);
    if (length < 1 || length > MAX_FRAME_BYTES) fail("The host sent a frame of a wrong length.");
    if (incoming_count < length + 4) return false;
    handle(incoming[4], (struct reader){.at = incoming + 5, .left = length - 1, .bad = false});
    incoming_count -= length + 4;
    memmove(incoming, incoming + length + 4, incoming_count);
    return true;
}

void receive_some(void (*handle)(uint8_t kind, struct reader payload)) {
    ssize_t got = recv(CONTROL_FD, incoming + incoming_count, sizeof incoming - incoming_count, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) _exit(0);
    incoming_count += (size_t)got;
    while (handle_first(handle)) continue;
}

void fail(const char *what) {
    char text[512];
    int length = snprintf(text, sizeof text, "%s (%s)", what, strerror(errno));
    begin_frame(FROM_ERROR);
    put_bytes(text, length < 0 ? 0 : (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
    end_frame();
    while (outgoing_bytes() > 0) {
        flush_some();
        struct pollfd control = {.fd = CONTROL_FD, .events = POLLOUT, .revents = 0};
        if (outgoing_bytes() > 0 && poll(&control, 1, 1000) <= 0) break;
    }
    _exit(125);
}
