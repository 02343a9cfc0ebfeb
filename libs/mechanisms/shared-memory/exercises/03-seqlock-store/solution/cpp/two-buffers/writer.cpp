// Obeys lines: set TOKEN replaces the record, remove takes everything away.
#include <iostream>
#include "store.h"

// The lock is the kernel's, who takes it from the dead.
static void set(store &there, int fd, const std::string &token) {
    while (flock(fd, LOCK_EX) < 0) continue;
    const unsigned long count = there.count.load();
    // Whoever reads this buffer must have seen the count move before.
    std::atomic_thread_fence(std::memory_order_seq_cst);
    char *record = there.records[(count + 1) % 2];
    for (std::size_t at = 0; at < record_bytes; at += token_bytes) std::memcpy(record + at, token.data(), token_bytes);
    there.count.store(count + 1);
    flock(fd, LOCK_UN);
}

int main(int argc, char **argv) {
    if (argc != 2) return std::cerr << "usage: writer NAME\n", 2;
    const int fd = shm_open(argv[1], O_CREAT | O_RDWR, 0600);
    store *there = fd < 0 || ftruncate(fd, sizeof(store)) < 0 ? nullptr : map_store(fd);
    if (there == nullptr) return std::cerr << "writer: no store\n", 1;
    for (std::string line; std::getline(std::cin, line);) {
        if (line == "remove") return shm_unlink(argv[1]), 0;
        const std::string token = line.size() == 4 + token_bytes ? line.substr(4) : "";
        if (line.compare(0, 4, "set ") != 0 || token.empty() || token.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") != std::string::npos)
            return std::cerr << "what is \"" << line << "\"?\n", 1;
        set(*there, fd, token);
        std::cout << "done " << token << std::endl;
    }
    return 0;
}
