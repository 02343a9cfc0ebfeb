// Prints whole records, one after the other, and never makes a writer wait.
#include <cerrno>
#include <cstdlib>
#include <iostream>
#include "store.h"

using namespace std::chrono_literals;

static store *find(const char *name) {
    struct stat about;
    const int fd = shm_open(name, O_RDONLY, 0);
    if (fd < 0) return nullptr;
    void *memory = MAP_FAILED;
    if (fstat(fd, &about) == 0 && about.st_size >= static_cast<off_t>(sizeof(store)))
        memory = mmap(nullptr, sizeof(store), PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    return memory == MAP_FAILED ? nullptr : static_cast<store *>(memory);
}

static bool copied(const store &there, char *copy) {
    const unsigned long count = there.count.load();
    if (count == 0) return std::this_thread::sleep_for(1ms), false;
    std::memcpy(copy, there.records[count % 2], record_bytes);
    std::atomic_thread_fence(std::memory_order_acquire);
    return there.count.load() == count;
}

int main(int argc, char **argv) {
    static char line[record_bytes + 1];
    if (argc != 3) return std::cerr << "usage: reader NAME COUNT\n", 2;
    const long wanted = std::strtol(argv[2], nullptr, 10);
    line[record_bytes] = '\n';
    const store *there = nullptr;
    for (long i = 0; i < wanted; i++) {
        const auto end = steady::now() + 2s;
        for (;;) {
            if (there == nullptr) there = find(argv[1]);
            if (there == nullptr) std::this_thread::sleep_for(2ms);
            else if (copied(*there, line)) break;
            if (steady::now() >= end) return std::cerr << "no whole record\n", 4;
        }
        for (std::size_t done = 0; done < sizeof line;) {
            const ssize_t n = write(1, line + done, sizeof line - done);
            if (n < 0 && errno != EINTR) return 1;
            if (n > 0) done += static_cast<std::size_t>(n);
        }
    }
    return 0;
}
