// Makes the place, takes what is put there, and removes it.
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include "place.h"

static place *make(const char *name) {
    shm_unlink(name);
    const int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd < 0) return nullptr;
    void *memory = MAP_FAILED;
    if (ftruncate(fd, sizeof(place)) == 0) memory = mmap(nullptr, sizeof(place), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (memory == MAP_FAILED) return shm_unlink(name), nullptr;
    auto *made = static_cast<place *>(memory);
    ring_init(&made->items);
    made->ready.store(ready_word, std::memory_order_release);
    return made;
}

int main(int argc, char **argv) {
    if (argc != 3) return std::fputs("usage: consumer NAME TOTAL\n", stderr), 2;
    const long total = std::strtol(argv[2], nullptr, 10);
    place *made = make(argv[1]);
    if (made == nullptr) return std::perror(argv[1]), 1;
    long taken = 0;
    for (char item[item_bytes + 1]; taken < total; taken++) {
        if (ring_get(&made->items, item, item_bytes, patience_ms) != item_bytes) break;
        item[item_bytes] = '\n';
        std::fwrite(item, 1, sizeof item, stdout);
    }
    shm_unlink(argv[1]);
    if (std::fflush(stdout) != 0) return 1;
    return taken == total ? 0 : 4;
}
