// Standard input, output and error of the programs, moved without waiting for any of them.
#pragma once
#include "programs.h"
#include <poll.h>

enum { STREAMS_OF_A_PROGRAM = 3 };

// Fills three poll entries for a program; -1 where there is nothing to wait for.
void watch_streams(const struct program *program, bool room, struct pollfd *entries);
void move_streams(uint8_t index, const struct pollfd *entries);

void queue_input(struct reader payload);
void close_input_when_written(uint8_t index);
void add_credit(uint8_t index, uint64_t bytes);
void close_output(uint8_t index);
// True when something that may move has not moved yet: the programs are not to be called blocked.
bool streams_pending(void);
