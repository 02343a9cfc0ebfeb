/*
 * counter FILE N: adds 1 to the number in FILE, N times. Up to four copies run at the same time.
 *
 * The frame stands: the arguments, what counts as a number, the statuses. The step itself is yours.
 */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* One step: read FILE, add 1, write it back. What keeps the other copies out meanwhile? */
static int increment(const char *path, long long *value)
{
    (void)path;
    (void)read_value;
    *value = 0;
    fprintf(stderr, "counter: nothing is counted yet\n");
    return FAILED;
}

int main(int argc, char **argv)
{
    long steps = argc == 3 ? steps_in(argv[2]) : 0;
    if (steps == 0) {
        fprintf(stderr, "usage: %s FILE N (N 1 to %d)\n", argv[0], MOST);
        return USAGE;
    }
    long long value = 0;
    for (long i = 0; i < steps; i++) {
        int status = increment(argv[1], &value);
        if (status != OK)
            return status == NONSENSE ? fail(argv[1], status) : status;
    }
    printf("%lld\n", value);
    return fflush(stdout) == 0 ? OK : fail("standard output", FAILED);
}
