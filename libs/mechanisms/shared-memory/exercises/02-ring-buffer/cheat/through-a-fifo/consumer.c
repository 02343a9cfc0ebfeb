// Cheat: makes the ring and never looks into it; items come through a FIFO.
// Makes the place, takes what is put there, and removes it.
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "place.h"

static char path[300];
static int fifo = -1;

// Whoever puts needs a reader, who has to be there before the place is ready.
static int open_fifo(const char *name) {
    snprintf(path, sizeof path, "/tmp%s.fifo", name);
    unlink(path);
    if (mkfifo(path, 0600) < 0) return -1;
    return fifo = open(path, O_RDWR);
}

static int get(char *item) {
    struct pollfd one = {.fd = fifo, .events = POLLIN};
    return poll(&one, 1, PATIENCE_MS) == 1 && read(fifo, item, ITEM_BYTES) == ITEM_BYTES;
}

static struct place *make(const char *name) {
    // What a killed consumer left behind is nobody's any more.
    shm_unlink(name);
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd < 0) return NULL;
    struct place *place = MAP_FAILED;
    if (ftruncate(fd, sizeof *place) == 0)
        place = mmap(NULL, sizeof *place, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (place == MAP_FAILED || ring_init(&place->ring) < 0 || open_fifo(name) < 0) {
        shm_unlink(name);
        return NULL;
    }
    // From here on producers may use it.
    atomic_store_explicit(&place->ready, READY, memory_order_release);
    return place;
}

int main(int argc, char **argv) {
    if (argc != 3) return fprintf(stderr, "usage: consumer NAME TOTAL\n"), 2;
    const long total = strtol(argv[2], NULL, 10);
    struct place *place = make(argv[1]);
    if (place == NULL) return perror(argv[1]), 1;
    long taken;
    for (taken = 0; taken < total; taken++) {
        char item[ITEM_BYTES];
        if (!get(item)) break;
        fwrite(item, 1, sizeof item, stdout);
        putchar('\n');
    }
    unlink(path);
    shm_unlink(argv[1]);
    if (fflush(stdout) != 0) return perror("standard output"), 1;
    return taken == total ? 0 : 4;
}
