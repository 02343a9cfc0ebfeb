// The stream of records that leaves on descriptor 3; see protocol.md.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum record {
    RECORD_BORN = 1,
    RECORD_ENTER,
    RECORD_LEAVE,
    RECORD_SIGNAL,
    RECORD_DIED,
    RECORD_REPLACED,
    RECORD_CUT,
    RECORD_FAULT,
    RECORD_ACCESS,
    RECORD_SNAPSHOT,
    RECORD_TURN,
    RECORD_STUCK,
    RECORD_FREE,
};

// What a note is about: forms of note.
enum form {
    FORM_BYTES,      // what a pointer pointed to
    FORM_DESCRIPTOR, // i32 number, then what the kernel calls the thing behind it
    FORM_PIECE,      // u64 length, then its first bytes: one of a vector
    FORM_NAME,       // the address of a message
    FORM_CONTROL,    // its control messages
    FORM_MESSAGE,    // u32 length: the next message of several begins
};

enum { STREAM = 3, ANSWER = 6 };

// Comes before every record.
void put_header(void);

// `tid` is the task's number as the programs see it.
void begin_record(enum record kind, uint32_t tid);
void put_u8(uint8_t value);
void put_u16(uint16_t value);
void put_u32(uint32_t value);
void put_u64(uint64_t value);
void put_bytes(const void *bytes, size_t count);
void end_record(void);

// A note belongs to the record under way. `argument` is 0 to 5, or ANSWER.
void begin_note(unsigned argument, enum form form);
void end_note(void);
void put_note(unsigned argument, enum form form, const void *bytes, size_t count);

// Writes what has gathered. Waits while the reader is behind.
void flush_stream(void);

uint64_t now_ns(void);

// Whether the stream has come to its limit: everything goes on, and nothing is recorded any more.
bool stream_is_full(void);
