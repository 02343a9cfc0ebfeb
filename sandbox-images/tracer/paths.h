// Paths as the programs of a sandbox mean them; but for the one that says so without a look at what is there: links are not followed.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// Where a task is; answers the length, less than `most`, 0 when nobody knows.
size_t working_directory(pid_t tid, char *into, size_t most);

// A whole path, without `.`, `..` and empty parts. False when it is too long or begins nowhere.
bool join_path(const char *folder, const char *path, char *into, size_t most);

// Whether a file holds anything; `path` begins at the root that the task sees, and its links are followed.
bool holds_bytes(pid_t tid, const char *path);

// Whether a name is that of the path or of something below it.
bool lies_at(const char *name, const char *path);
