/* show FILE: looks at the copy. */
#include "copy.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

static int fail(const char *path)
{
    fprintf(stderr, "show: %s: %s\n", path, strerror(errno));
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 2;
    }
    int fd = open(argv[1], O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (fd < 0 || fstat(fd, &about) < 0)
        return fail(argv[1]);
    unsigned long total = 0;
    if (about.st_size >= FILE_BYTES) {
        struct board *board = mmap(NULL, FILE_BYTES, PROT_READ, MAP_SHARED, fd, 0);
        if (board == MAP_FAILED)
            return fail(argv[1]);
        for (int id = 0; id < IDS; id++) {
            unsigned long count = atomic_load(&board->count[id]);
            if (count > 0)
                printf("%d %lu\n", id, count);
        }
        total = atomic_load(&board->total);
    }
    printf("total %lu\n", total);
    return fflush(stdout) == 0 ? 0 : fail("standard output");
}
