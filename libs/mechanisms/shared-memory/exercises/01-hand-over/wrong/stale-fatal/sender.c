// Wrong: makes the object with O_EXCL and takes EEXIST for an error; after one crash it never works again.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "board.h"

static unsigned char input[BYTES_MAX + 1];

static void give_up(const char *what) {
    perror(what);
    exit(1);
}

static size_t read_all(void) {
    size_t length = 0;
    while (length < sizeof input) {
        ssize_t n = read(0, input + length, sizeof input - length);
        if (n == 0) break;
        if (n < 0 && errno != EINTR) give_up("read");
        if (n > 0) length += (size_t)n;
    }
    return length;
}

static struct board *make_board(const char *name, size_t length) {
    const size_t size = sizeof(struct board) + length;
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd < 0) give_up(name);
    if (ftruncate(fd, (off_t)size) < 0) {
        shm_unlink(name);
        give_up("ftruncate");
    }
    struct board *board = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (board == MAP_FAILED) {
        shm_unlink(name);
        give_up("mmap");
    }
    return board;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: sender NAME\n");
        return 2;
    }
    size_t length = read_all();
    if (length > BYTES_MAX) {
        fprintf(stderr, "more than %d bytes\n", BYTES_MAX);
        return 1;
    }
    struct board *board = make_board(argv[1], length);
    memcpy(board->bytes, input, length);
    board->length = length;
    // Released last: whoever sees it sees all that was stored before it.
    atomic_store_explicit(&board->state, COMPLETE, memory_order_release);

    const long long end_ms = now_ms() + PATIENCE_MS;
    int state;
    while ((state = atomic_load_explicit(&board->state, memory_order_acquire)) != TAKEN && now_ms() < end_ms) nap();
    shm_unlink(argv[1]);
    return state == TAKEN ? 0 : 4;
}
