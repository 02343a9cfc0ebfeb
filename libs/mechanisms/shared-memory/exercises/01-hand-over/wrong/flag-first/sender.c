// Wrong: says "complete" first and stores afterwards, because both are done in a moment; half a text is taken when the input comes in two pieces.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "board.h"

static void give_up(const char *what) {
    perror(what);
    exit(1);
}

static struct board *make_board(const char *name, size_t length) {
    const size_t size = sizeof(struct board) + length;
    // What a killed sender left behind is nobody's any more.
    shm_unlink(name);
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
    char one_more;
    struct board *board = make_board(argv[1], BYTES_MAX);
    atomic_store(&board->state, COMPLETE);
    size_t length = 0;
    for (ssize_t n; length < BYTES_MAX && (n = read(0, board->bytes + length, BYTES_MAX - length)) > 0;) board->length = length += (size_t)n;
    if (read(0, &one_more, 1) == 1) {
        fprintf(stderr, "more than %d bytes\n", BYTES_MAX);
        shm_unlink(argv[1]);
        return 1;
    }

    const long long end_ms = now_ms() + PATIENCE_MS;
    int state;
    while ((state = atomic_load_explicit(&board->state, memory_order_acquire)) != TAKEN && now_ms() < end_ms) nap();
    shm_unlink(argv[1]);
    return state == TAKEN ? 0 : 4;
}
