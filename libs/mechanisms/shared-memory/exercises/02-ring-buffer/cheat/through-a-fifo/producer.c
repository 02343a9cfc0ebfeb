// Cheat: waits for the ring and writes its items to a FIFO.
// Waits until the place is ready, then puts its items, one after the other.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "place.h"

// The place when it may be used, else NULL: it may be absent, without bytes, or not initialised.
static struct place *find(const char *name) {
    struct stat about;
    int fd = shm_open(name, O_RDWR, 0);
    if (fd < 0) return NULL;
    struct place *place = MAP_FAILED;
    if (fstat(fd, &about) == 0 && about.st_size >= (off_t)sizeof *place)
        place = mmap(NULL, sizeof *place, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (place == MAP_FAILED) return NULL;
    if (atomic_load_explicit(&place->ready, memory_order_acquire) == READY) return place;
    munmap(place, sizeof *place);
    return NULL;
}

static struct place *await(const char *name) {
    const struct timespec moment = {.tv_nsec = 2000000};
    struct timespec now, began;
    clock_gettime(CLOCK_MONOTONIC, &began);
    for (;;) {
        struct place *place = find(name);
        if (place != NULL) return place;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if ((now.tv_sec - began.tv_sec) * 1000 + (now.tv_nsec - began.tv_nsec) / 1000000 >= PATIENCE_MS) return NULL;
        nanosleep(&moment, NULL);
    }
}

int main(int argc, char **argv) {
    if (argc != 4) return fprintf(stderr, "usage: producer NAME ID COUNT\n"), 2;
    const long count = strtol(argv[3], NULL, 10);
    struct place *place = await(argv[1]);
    if (place == NULL) return fprintf(stderr, "no ring at %s\n", argv[1]), 4;
    char path[300];
    snprintf(path, sizeof path, "/tmp%s.fifo", argv[1]);
    int fifo = open(path, O_WRONLY);
    if (fifo < 0) return perror(path), 1;
    for (long k = 0; k < count; k++) {
        char item[ITEM_BYTES + 1];
        for (int quarter = 0; quarter < 4; quarter++)
            snprintf(item + 16 * quarter, 17, "%.8s%08u", argv[2], (unsigned)k % 100000000u);
        if (write(fifo, item, ITEM_BYTES) != ITEM_BYTES) return perror(path), 4;
    }
    return 0;
}
