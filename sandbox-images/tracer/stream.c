#define _GNU_SOURCE
#include "stream.h"
#include "../seccomp/traced-calls.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// What a record needs besides its notes always has room.
enum { VERSION = 1, BUFFER_BYTES = 256 * 1024, FLUSH_BYTES = 64 * 1024, FIXED_BYTES = 1024 };
static const uint64_t limit_bytes = 128ULL << 20;

static unsigned char buffer[BUFFER_BYTES];
static size_t used, record_at, note_at;
static bool in_note, note_is_cut;
static uint64_t written;
static bool full;

void put_bytes(const void *bytes, size_t count) {
    size_t limit = in_note ? BUFFER_BYTES - FIXED_BYTES : BUFFER_BYTES;
    if (used > limit || count > limit - used) {
        note_is_cut = in_note;
        return;
    }
    memcpy(buffer + used, bytes, count);
    used += count;
}

static void put_number(uint64_t value, size_t bytes) {
    unsigned char little[8];
    for (size_t i = 0; i < bytes; i++) little[i] = (unsigned char)(value >> (8 * i));
    put_bytes(little, bytes);
}

void put_u8(uint8_t value) { put_number(value, 1); }
void put_u16(uint16_t value) { put_number(value, 2); }
void put_u32(uint32_t value) { put_number(value, 4); }
void put_u64(uint64_t value) { put_number(value, 8); }

static void set_length(size_t at, size_t bytes, uint64_t value) {
    for (size_t i = 0; i < bytes; i++) buffer[at + i] = (unsigned char)(value >> (8 * i));
}

void flush_stream(void) {
    for (size_t at = 0; at < used;) {
        ssize_t done = write(STREAM, buffer + at, used - at);
        if (done < 0 && errno == EINTR) continue;
        // Nobody listens any more: whoever is traced dies with this process.
        if (done <= 0) exit(0);
        at += (size_t)done;
    }
    written += used;
    used = 0;
}

uint64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000ULL + (uint64_t)now.tv_nsec;
}

static void begin(enum record kind, uint32_t tid) {
    record_at = used;
    put_u32(0);
    put_number(kind, 1);
    put_u32(tid);
    put_u64(now_ns());
}

void begin_record(enum record kind, uint32_t tid) {
    if (used > FLUSH_BYTES) flush_stream();
    begin(kind, tid);
}

void end_record(void) {
    set_length(record_at, 4, used - record_at - 4);
    if (written + used < limit_bytes || full) return;
    full = true;
    flush_stream();
    begin(RECORD_CUT, 0);
    set_length(record_at, 4, used - record_at - 4);
}

void begin_note(unsigned argument, enum form form) {
    in_note = true;
    note_is_cut = false;
    note_at = used;
    put_number(argument, 1);
    put_number(form, 1);
    put_u32(0);
}

// More than a record can hold is left out: a note is there whole or not at all.
void end_note(void) {
    in_note = false;
    if (note_is_cut) used = note_at;
    else set_length(note_at + 2, 4, used - note_at - 6);
}

void put_note(unsigned argument, enum form form, const void *bytes, size_t count) {
    begin_note(argument, form);
    put_bytes(bytes, count);
    end_note();
}

bool stream_is_full(void) { return full; }

static void put_text(const char *text) {
    size_t length = strlen(text);
    put_u16((uint16_t)length);
    put_bytes(text, length);
}

void put_header(void) {
    put_bytes("IPCT", 4);
    put_u16(VERSION);
    put_u16(TRACED_CALLS);
    for (size_t i = 0; i < TRACED_CALLS; i++) {
        put_u16((uint16_t)traced_calls[i].number);
        put_text(traced_calls[i].name);
        put_text(traced_calls[i].signature);
    }
}
