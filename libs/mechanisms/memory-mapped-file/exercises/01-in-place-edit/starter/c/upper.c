/*
 * upper FILE: turns the letters a to z of FILE into A to Z, where they stand, through a shared mapping.
 *
 * The frame stands: the arguments, the file and its length. The mapping, and what is stored into it, is yours.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 2;
    }
    int fd = open(argv[1], O_RDONLY);
    if (fd < 0) {
        fprintf(stderr, "upper: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    struct stat about;
    if (fstat(fd, &about) < 0) {
        fprintf(stderr, "upper: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    /* Which mapping puts a store into the file? And what does mmap say to a length of 0? */
    long changed = 0;
    printf("changed %ld\n", changed);
    return 0;
}
