/*
 * onlooker FILE: has FILE in its own memory before the student's program begins, and looks there again when it has ended.
 * Prints `mapped`, and after the end of its input what its mapping holds then.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct stat about;
    int fd = argc == 2 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0 || fstat(fd, &about) < 0)
        return 2;
    size_t length = (size_t)about.st_size;
    char *bytes = mmap(NULL, length, PROT_READ, MAP_SHARED, fd, 0);
    if (bytes == MAP_FAILED)
        return 2;
    close(fd);
    printf("mapped\n");
    fflush(stdout);
    char rest[64];
    while (read(0, rest, sizeof rest) > 0)
        ;
    /* A file that somebody has cut would be SIGBUS here, and no crash of ours. */
    struct stat now;
    if (stat(argv[1], &now) < 0 || (size_t)now.st_size < length) {
        printf("the file is shorter than before\n");
        return 0;
    }
    fwrite(bytes, 1, length, stdout);
    return 0;
}
