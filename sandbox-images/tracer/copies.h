// One function a kind of argument: what it points to becomes notes.
#pragma once
#include "stream.h"
#include "tasks.h"

extern size_t payload_limit;

void note_path(const struct task *task, unsigned at);
void note_strings(const struct task *task, unsigned at);
void note_8_bytes(const struct task *task, unsigned at);
void note_16_bytes(const struct task *task, unsigned at);
void note_24_bytes(const struct task *task, unsigned at);
void note_siginfo_in(const struct task *task, unsigned at);
void note_siginfo_out(const struct task *task, unsigned at, int64_t result);
void note_number_out(const struct task *task, unsigned at, int64_t result);
void note_ends(const struct task *task, unsigned at, int64_t result);

// Their length is the argument after them, or on the way out the answer.
void note_bytes_in(const struct task *task, unsigned at);
void note_bytes_out(const struct task *task, unsigned at, int64_t result);
void note_vector_in(const struct task *task, unsigned at);
void note_vector_lengths(const struct task *task, unsigned at);
void note_vector_out(const struct task *task, unsigned at, int64_t result);
void note_queued_in(const struct task *task, unsigned at);
void note_queued_out(const struct task *task, unsigned at, int64_t result);

void note_message_in(const struct task *task, unsigned at);
void note_message_lengths(const struct task *task, unsigned at);
void note_message_out(const struct task *task, unsigned at, int64_t result);
void note_messages_in(const struct task *task, unsigned at, int64_t result);
void note_messages_out(const struct task *task, unsigned at, int64_t result);

void note_address_in(const struct task *task, unsigned at);
void note_address_out(const struct task *task, unsigned at, int64_t result);
void note_option_out(const struct task *task, unsigned at, int64_t result);

void note_polled(const struct task *task, unsigned at);
void note_set(const struct task *task, unsigned at);
void note_operations(const struct task *task, unsigned at);
void note_waiters(const struct task *task, unsigned at);
void note_fcntl(const struct task *task, unsigned at);
void note_semaphore(const struct task *task, unsigned at);
