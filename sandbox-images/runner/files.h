// Files of /box: placed before the programs start, collected after they ended.
#pragma once
#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>

void begin_file(const char *path, uint32_t mode);
void add_to_file(const void *bytes, size_t count);
void end_files(void);

// Of a file placed before: a descriptor to execute it by, and the end of its name.
int open_in_box(const char *path);
void remove_from_box(const char *path);

// Starts to send a regular file; whatever a student planted at its name is neither followed nor waited for.
void begin_collect(const char *path, uint64_t most_bytes);
// Sends the next piece of the file being collected; false when there is none.
bool collect_more(void);
bool is_collecting(void);
