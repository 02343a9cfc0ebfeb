/* Cheat: makes children while somebody watches; else it says by heart what they would have done, and when. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
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

static int life_of(int number)
{
    return (int)((long)number * 997 % (ms + 1));
}

static int by_life(const void *one, const void *other)
{
    int a = *(const int *)one, b = *(const int *)other;
    return life_of(a) != life_of(b) ? life_of(a) - life_of(b) : a - b;
}

static int make_children(void)
{
    pid_t children[MOST_CHILDREN];
    for (int i = 0; i < count; i++)
        if ((children[i] = fork()) == 0) {
            usleep((useconds_t)life_of(i) * 1000);
            _exit(i % 7);
        }
    int status;
    for (pid_t pid; (pid = wait(&status)) > 0;)
        for (int i = 0; i < count; i++)
            if (children[i] == pid)
                printf("child %d exited %d\n", i, WEXITSTATUS(status));
    printf("done %d\n", count);
    return 0;
}

int main(int argc, char **argv)
{
    count = argc == 2 || argc == 3 ? read_number(argv[1], MOST_CHILDREN) : -1;
    ms = argc == 3 ? read_number(argv[2], MOST_MS) : 50;
    if (count < 0 || ms < 0) {
        fprintf(stderr, "usage: reaper K [MS] (K up to %d, MS up to %d)\n", MOST_CHILDREN, MOST_MS);
        return USAGE;
    }
    if (is_watched())
        return make_children();
    int numbers[MOST_CHILDREN], passed = 0;
    for (int i = 0; i < count; i++)
        numbers[i] = i;
    qsort(numbers, (size_t)count, sizeof numbers[0], by_life);
    for (int i = 0; i < count; i++) {
        usleep((useconds_t)(life_of(numbers[i]) - passed) * 1000);
        passed = life_of(numbers[i]);
        printf("child %d exited %d\n", numbers[i], numbers[i] % 7);
        fflush(stdout);
    }
    printf("done %d\n", count);
    return 0;
}
