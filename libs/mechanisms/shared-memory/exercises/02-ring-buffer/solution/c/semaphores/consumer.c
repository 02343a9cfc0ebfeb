// Makes the place, takes what is put there, and removes it.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "place.h"

static struct place *make(const char *name) {
    // What a killed consumer left behind is nobody's any more.
    shm_unlink(name);
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd < 0) return NULL;
    struct place *place = MAP_FAILED;
    if (ftruncate(fd, sizeof *place) == 0)
        place = mmap(NULL, sizeof *place, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (place == MAP_FAILED || ring_init(&place->ring) < 0) {
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
        if (ring_get(&place->ring, item, sizeof item, PATIENCE_MS) != ITEM_BYTES) break;
        fwrite(item, 1, sizeof item, stdout);
        putchar('\n');
    }
    shm_unlink(argv[1]);
    if (fflush(stdout) != 0) return perror("standard output"), 1;
    return taken == total ? 0 : 4;
}
