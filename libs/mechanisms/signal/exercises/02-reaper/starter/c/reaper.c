/*
 * reaper: starts K children and reports the end of each.
 *
 * The arguments are read, and `live` is what a child does. Starting the children and waiting for them is yours.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, MOST_CHILDREN = 500, MOST_MS = 60000 };

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

/* Child `number`: waits its time and ends with its code. */
static _Noreturn void live(int number, int ms)
{
    usleep((useconds_t)((long)number * 997 % (ms + 1)) * 1000);
    _exit(number % 7);
}

int main(int argc, char **argv)
{
    int count = argc == 2 || argc == 3 ? read_number(argv[1], MOST_CHILDREN) : -1;
    int ms = argc == 3 ? read_number(argv[2], MOST_MS) : 50;
    if (count < 0 || ms < 0) {
        fprintf(stderr, "usage: reaper K [MS] (K up to %d, MS up to %d)\n", MOST_CHILDREN, MOST_MS);
        return USAGE;
    }
    if (count > 0 && fork() == 0)
        live(0, ms); /* one child is not K, and nobody waits for it */
    printf("done %d\n", count);
    return 0;
}
