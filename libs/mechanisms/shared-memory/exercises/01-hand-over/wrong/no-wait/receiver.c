// Wrong: takes the object as soon as it exists, because "it would not be there if it were not filled"; existence is not completeness.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "board.h"

static void write_all(const unsigned char *bytes, size_t length) {
    while (length > 0) {
        ssize_t n = write(1, bytes, length);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            perror("write");
            exit(1);
        }
        bytes += n;
        length -= (size_t)n;
    }
}

// Whether there was something complete, which is then taken.
static int take(const char *name) {
    struct stat about;
    int fd = shm_open(name, O_RDWR, 0);
    if (fd < 0) return 0;
    // An object begins with no bytes at all; touching it then is death by SIGBUS.
    if (fstat(fd, &about) < 0 || about.st_size < (off_t)sizeof(struct board)) {
        close(fd);
        return 0;
    }
    struct board *board = mmap(NULL, (size_t)about.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (board == MAP_FAILED) return 0;
    int is_complete = atomic_load_explicit(&board->state, memory_order_acquire) >= EMPTY;
    if (is_complete) {
        write_all(board->bytes, board->length);
        atomic_store_explicit(&board->state, TAKEN, memory_order_release);
    }
    munmap(board, (size_t)about.st_size);
    return is_complete;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: receiver NAME\n");
        return 2;
    }
    const long long end_ms = now_ms() + PATIENCE_MS;
    while (!take(argv[1])) {
        if (now_ms() >= end_ms) {
            fprintf(stderr, "nobody sent anything\n");
            return 4;
        }
        nap();
    }
    return 0;
}
