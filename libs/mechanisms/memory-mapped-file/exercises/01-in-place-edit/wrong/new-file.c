/* Wrong: a copy is turned and renamed onto the file, so that whoever has the old one mapped sees nothing; people have learned that replacing is safer. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(const char *path, const char *why)
{
    fprintf(stderr, "upper: %s: %s\n", path, why);
    return 1;
}

static long turn(unsigned char *bytes, size_t length)
{
    long changed = 0;
    for (size_t at = 0; at < length; at++) {
        if (bytes[at] >= 'a' && bytes[at] <= 'z') {
            bytes[at] = (unsigned char)(bytes[at] - 'a' + 'A');
            changed++;
        }
    }
    return changed;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 2;
    }
    int fd = open(argv[1], O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return fail(argv[1], strerror(errno));
    struct stat about;
    if (fstat(fd, &about) < 0)
        return fail(argv[1], strerror(errno));
    if (!S_ISREG(about.st_mode))
        return fail(argv[1], "not a regular file");
    long changed = 0;
    size_t length = (size_t)about.st_size;
    char name[4096];
    snprintf(name, sizeof name, "%s.new", argv[1]);
    int copy = open(name, O_RDWR | O_CREAT | O_TRUNC, about.st_mode & 0777);
    if (copy < 0 || ftruncate(copy, about.st_size) < 0)
        return fail(name, strerror(errno));
    if (length > 0) {
        unsigned char *from = mmap(NULL, length, PROT_READ, MAP_SHARED, fd, 0);
        unsigned char *to = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, copy, 0);
        if (from == MAP_FAILED || to == MAP_FAILED)
            return fail(argv[1], strerror(errno));
        memcpy(to, from, length);
        changed = turn(to, length);
    }
    if (rename(name, argv[1]) < 0)
        return fail(argv[1], strerror(errno));
    printf("changed %ld\n", changed);
    return fflush(stdout) == 0 ? 0 : fail("standard output", strerror(errno));
}
