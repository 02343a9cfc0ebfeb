// Looking into the memory of a traced task.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Copies up to `count` bytes; answers how many could be read, which is fewer where memory ends.
size_t copy_memory(pid_t tid, uint64_t from, void *into, size_t count);

// Copies a string without its end; answers its length, at most `most`.
size_t copy_string(pid_t tid, uint64_t from, char *into, size_t most);
