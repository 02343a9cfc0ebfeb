// The board in FILE; zero bytes are an empty one.
#pragma once
#include <cstdint>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct Board {
    volatile std::uint64_t total;
    volatile std::uint64_t count[16];
};
