// The control channel: frames in, frames out, without ever blocking.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A received payload, read from front to back; `bad` is set when it is shorter than asked for.
struct reader {
    const unsigned char *at;
    size_t left;
    bool bad;
};

uint8_t take_u8(struct reader *from);
uint16_t take_u16(struct reader *from);
uint32_t take_u32(struct reader *from);
uint64_t take_u64(struct reader *from);
// The next NUL-ended string, or "" with `bad` set.
const char *take_string(struct reader *from);

// Starts a frame; puts fill it; `end_frame` writes its length. One frame at a time.
void begin_frame(uint8_t kind);
void put_u8(uint8_t value);
void put_u16(uint16_t value);
void put_u32(uint32_t value);
void put_u64(uint64_t value);
void put_bytes(const void *bytes, size_t count);
void end_frame(void);

size_t outgoing_bytes(void);
// Sends what the socket takes now. The runner exits when the host is gone.
void flush_some(void);
// Reads what has come and calls `handle` for each whole frame.
void receive_some(void (*handle)(uint8_t kind, struct reader payload));

// Tells the host what failed, waits until it is sent, and exits.
_Noreturn void fail(const char *what);
