// Takes memory without end, in the way that its argument names.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

enum { PIECE_BYTES = 4 << 20, PIECES = 1024 };

static void *take(const char *way) {
    if (strcmp(way, "malloc") == 0) return malloc(PIECE_BYTES);
    if (strcmp(way, "system-v") == 0) {
        int id = shmget(IPC_PRIVATE, PIECE_BYTES, IPC_CREAT | 0600);
        void *at = id < 0 ? NULL : shmat(id, NULL, 0);
        return at == (void *)-1 ? NULL : at;
    }
    int file = strcmp(way, "memfd") == 0 ? memfd_create("bomb", 0) : open("/tmp", O_TMPFILE | O_RDWR, 0600);
    if (file < 0 || ftruncate(file, PIECE_BYTES) < 0) return NULL;
    void *at = mmap(NULL, PIECE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    return at == MAP_FAILED ? NULL : at;
}

int main(int argc, char **argv) {
    for (int taken = 0; argc == 2 && taken < PIECES; taken++) {
        void *at = take(argv[1]);
        if (!at) {
            printf("refused after %d pieces: %s\n", taken, strerror(errno));
            return 1;
        }
        memset(at, taken + 1, PIECE_BYTES);
    }
    printf("took everything\n");
    return 0;
}
