// Waits until the place is ready, then puts its items, one after the other.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include "place.h"

using namespace std::chrono_literals;

static place *find(const char *name) {
    struct stat about;
    const int fd = shm_open(name, O_RDWR, 0);
    if (fd < 0) return nullptr;
    void *memory = MAP_FAILED;
    if (fstat(fd, &about) == 0 && about.st_size >= static_cast<off_t>(sizeof(place)))
        memory = mmap(nullptr, sizeof(place), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (memory == MAP_FAILED) return nullptr;
    auto *found = static_cast<place *>(memory);
    if (found->ready.load(std::memory_order_acquire) == ready_word) return found;
    munmap(memory, sizeof(place));
    return nullptr;
}

int main(int argc, char **argv) {
    if (argc != 4) return std::fputs("usage: producer NAME ID COUNT\n", stderr), 2;
    const auto end = std::chrono::steady_clock::now() + 3s;
    place *there = find(argv[1]);
    for (; there == nullptr; there = find(argv[1])) {
        if (std::chrono::steady_clock::now() >= end) return 4;
        std::this_thread::sleep_for(2ms);
    }
    const long count = std::strtol(argv[3], nullptr, 10);
    for (long k = 0; k < count; k++) {
        char digits[16];
        std::snprintf(digits, sizeof digits, "%08u", static_cast<unsigned>(k) % 100000000u);
        std::string item;
        while (item.size() < item_bytes) item += std::string(argv[2]) + digits;
        if (ring_put(&there->items, item.data(), item.size(), patience_ms) < 0) return std::perror("the ring stayed full"), 4;
    }
    return 0;
}
