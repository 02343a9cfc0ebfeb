/* Wrong: the lock is on FILE, and rename puts another file in its place: who waited has a lock on a file that is gone; people think that a lock belongs to a name. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
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

/* FILE as a whole; nothing when it is missing. */
static ssize_t read_file(const char *path, char *text, size_t most)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? 0 : -1;
    ssize_t got = read(fd, text, most);
    close(fd);
    return got;
}

/* Who reads FILE sees the old value or the new one, never half of it. */
static int replace_file(const char *path, const char *text, size_t size)
{
    char fresh[4096];
    snprintf(fresh, sizeof fresh, "%s.new", path);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return -1;
    ssize_t put = write(fd, text, size);
    if (close(fd) < 0 || put != (ssize_t)size || rename(fresh, path) < 0) {
        unlink(fresh);
        return -1;
    }
    return 0;
}

/* One step; whoever calls it has the lock. */
static int increment(const char *path, long long *value)
{
    char text[64] = {0};
    ssize_t got = read_file(path, text, sizeof text - 1);
    if (got < 0)
        return FAILED;
    if (!read_value(text, (size_t)got, value))
        return NONSENSE;
    int size = snprintf(text, sizeof text, "%lld\n", ++*value);
    return replace_file(path, text, (size_t)size) < 0 ? FAILED : OK;
}

static int locked_increment(int lock, const char *path, long long *value)
{
    while (flock(lock, LOCK_EX) < 0)
        if (errno != EINTR)
            return FAILED;
    int status = increment(path, value);
    if (flock(lock, LOCK_UN) < 0 && status == OK)
        status = FAILED;
    return status;
}

int main(int argc, char **argv)
{
    long steps = argc == 3 ? steps_in(argv[2]) : 0;
    if (steps == 0) {
        fprintf(stderr, "usage: %s FILE N (N 1 to %d)\n", argv[0], MOST);
        return USAGE;
    }
    int lock = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock < 0)
        return fail(argv[1], FAILED);
    long long value = 0;
    for (long i = 0; i < steps; i++) {
        int status = locked_increment(lock, argv[1], &value);
        if (status != OK)
            return fail(argv[1], status);
    }
    printf("%lld\n", value);
    return fflush(stdout) == 0 ? OK : fail("standard output", FAILED);
}
