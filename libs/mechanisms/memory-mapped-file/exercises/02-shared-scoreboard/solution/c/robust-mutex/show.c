/* show FILE: aligned words are read as they are; nobody has to be kept out for that. */
#include "board.h"
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>

int main(int argc, char **argv)
{
    if (argc != 2)
        errx(2, "usage: show FILE");
    int fd = open(argv[1], O_RDONLY);
    struct stat about;
    if (fd < 0 || fstat(fd, &about) < 0)
        err(1, "%s", argv[1]);
    uint64_t total = 0;
    if (about.st_size >= (off_t)sizeof(struct board)) {
        const struct board *board = mmap(NULL, sizeof *board, PROT_READ, MAP_SHARED, fd, 0);
        if (board == MAP_FAILED)
            err(1, "%s", argv[1]);
        for (int id = 0; id < IDS; id++) {
            uint64_t count = __atomic_load_n(&board->count[id], __ATOMIC_RELAXED);
            if (count > 0)
                printf("%d %lu\n", id, (unsigned long)count);
        }
        total = __atomic_load_n(&board->total, __ATOMIC_RELAXED);
    }
    printf("total %lu\n", (unsigned long)total);
    return fclose(stdout) == 0 ? 0 : 1;
}
