// Files below /box, /tmp, /dev/shm and /mnt: placed before the programs start, read while they run or after they ended. A path that does not
// begin with a slash is below /box.
#pragma once
#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>

// `mode` is as of stat(2): a folder, a FIFO, or else a regular file.
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
