/* Wrong: asks for the lock again and again without a pause, and uses a whole processor meanwhile; people know F_SETLK and write the loop themselves. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 100000, OK = 0, FAILED = 1, USAGE = 2, NONSENSE = 3 };

static long steps_in(const char *text)
{
    char *end;
    long value = strtol(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && *end == 0 && value >= 1 && value <= MOST ? value : 0;
}

static int fail(const char *file, int status)
{
    fprintf(stderr, "counter: %s: %s\n", file, status == NONSENSE ? "holds no number" : strerror(errno));
    return status;
}

/* Nothing counts as 0. Everything but a number and a newline is nonsense. */
static bool read_value(const char *text, size_t size, long long *value)
{
    *value = 0;
    if (size == 0)
        return true;
    size_t at = text[0] == '-';
    if (size < at + 2 || text[size - 1] != '\n')
        return false;
    for (; at < size - 1; at++)
        if (!isdigit((unsigned char)text[at]))
            return false;
    errno = 0;
    *value = strtoll(text, NULL, 10);
    return errno == 0;
}

static int set_lock(int fd, short type)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET};
    while (fcntl(fd, F_SETLK, &lock) < 0)
        if (errno != EAGAIN && errno != EACCES && errno != EINTR)
            return -1;
    return 0;
}

/* One step; whoever calls it has the lock. */
static int increment(int fd, long long *value)
{
    char text[64] = {0};
    ssize_t got = pread(fd, text, sizeof text - 1, 0);
    if (got < 0)
        return FAILED;
    if (!read_value(text, (size_t)got, value))
        return NONSENSE;
    int size = snprintf(text, sizeof text, "%lld\n", ++*value);
    if (pwrite(fd, text, (size_t)size, 0) != size || ftruncate(fd, size) < 0)
        return FAILED;
    usleep(100); /* nearly all the time it has the lock, so that somebody waits for it whenever it is stopped */
    return OK;
}

int main(int argc, char **argv)
{
    long steps = argc == 3 ? steps_in(argv[2]) : 0;
    if (steps == 0) {
        fprintf(stderr, "usage: %s FILE N (N 1 to %d)\n", argv[0], MOST);
        return USAGE;
    }
    int fd = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return fail(argv[1], FAILED);
    long long value = 0;
    for (long i = 0; i < steps; i++) {
        if (set_lock(fd, F_WRLCK) < 0)
            return fail(argv[1], FAILED);
        int status = increment(fd, &value);
        if (status != OK)
            return fail(argv[1], status);
        if (set_lock(fd, F_UNLCK) < 0)
            return fail(argv[1], FAILED);
    }
    printf("%lld\n", value);
    return fflush(stdout) == 0 ? OK : fail("standard output", FAILED);
}
