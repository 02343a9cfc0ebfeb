// Two records and a count of those that were set: the one that is not shown is written, then the count moves on. A writer that dies
// leaves the record that is shown as it was.
#ifndef STORE_H
#define STORE_H

#include <atomic>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

constexpr std::size_t record_bytes = 65536, token_bytes = 16;
using steady = std::chrono::steady_clock;

struct store {
    std::atomic<unsigned long> count;
    char records[2][record_bytes];
};

inline store *map_store(int fd) {
    void *memory = mmap(nullptr, sizeof(store), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return memory == MAP_FAILED ? nullptr : static_cast<store *>(memory);
}

#endif
