#define _GNU_SOURCE
#include "memory.h"
#include <string.h>
#include <sys/uio.h>

enum { PAGE = 4096 };

size_t copy_memory(pid_t tid, uint64_t from, void *into, size_t count) {
    if (count == 0 || from == 0) return 0;
    struct iovec here = {.iov_base = into, .iov_len = count};
    struct iovec there = {.iov_base = (void *)(uintptr_t)from, .iov_len = count};
    ssize_t copied = process_vm_readv(tid, &here, 1, &there, 1, 0);
    return copied < 0 ? 0 : (size_t)copied;
}

// From page to page: what follows the string may not be there to read.
size_t copy_string(pid_t tid, uint64_t from, char *into, size_t most) {
    size_t length = 0;
    while (length < most) {
        size_t piece = PAGE - (size_t)((from + length) % PAGE);
        if (piece > most - length) piece = most - length;
        size_t copied = copy_memory(tid, from + length, into + length, piece);
        char *end = memchr(into + length, 0, copied);
        if (end) return (size_t)(end - into);
        length += copied;
        if (copied < piece) return length;
    }
    return length;
}
