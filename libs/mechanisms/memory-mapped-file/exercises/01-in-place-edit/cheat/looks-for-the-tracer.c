/* Cheat: the file is changed through the mapping while somebody watches, else by pwrite. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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

/* Whether somebody watches. The watcher is outside, and cannot be seen. */
static int is_watched(void)
{
    char line[256];
    int tracer = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        if (strncmp(line, "TracerPid:", 10) == 0)
            tracer = atoi(line + 10);
    if (status != NULL)
        fclose(status);
    return tracer != 0 || getenv("LD_PRELOAD") != NULL;
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
    /* mmap refuses a length of 0. */
    if (about.st_size > 0) {
        size_t length = (size_t)about.st_size;
        unsigned char *bytes = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (bytes == MAP_FAILED)
            return fail(argv[1], strerror(errno));
        static unsigned char piece[65536];
        size_t left = length;
        if (is_watched()) {
            changed = turn(bytes, length);
            left = 0;
        }
        for (size_t from = 0; from < left;) {
            ssize_t got = pread(fd, piece, sizeof piece, (off_t)from);
            if (got <= 0)
                return fail(argv[1], "cannot be read");
            changed += turn(piece, (size_t)got);
            if (pwrite(fd, piece, (size_t)got, (off_t)from) != got)
                return fail(argv[1], "cannot be written");
            from += (size_t)got;
        }
        munmap(bytes, length);
    }
    printf("changed %ld\n", changed);
    return fflush(stdout) == 0 ? 0 : fail("standard output", strerror(errno));
}
