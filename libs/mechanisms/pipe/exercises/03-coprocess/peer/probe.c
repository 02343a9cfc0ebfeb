/*
 * probe: tells what it was started with: its open descriptors, its ignored signals and its blocked mask.
 *
 *     probe         writes the lines to standard output
 *     probe FILE    writes them to FILE, then copies standard input to standard output, so that it can stand
 *                   in the first, a middle or the last place of a pipeline
 *
 * The lines, as /proc/self shows them before probe itself opens anything that stays:
 *     fd 0
 *     fd 1
 *     fd 2
 *     SigBlk: 0000000000000000
 *     SigIgn: 0000000000000000
 */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FAILED = 1, MAX_DESCRIPTORS = 1024, COPY_BYTES = 65536 };

static char report[32768];
static size_t used;

static void fail(const char *what)
{
    perror(what);
    exit(FAILED);
}

static void add(const char *line)
{
    size_t length = strlen(line);
    if (used + length >= sizeof report) {
        fputs("probe: too much to report\n", stderr);
        exit(FAILED);
    }
    memcpy(report + used, line, length);
    used += length;
}

static int by_number(const void *left, const void *right)
{
    return *(const int *)left - *(const int *)right;
}

/* The directory that lists the descriptors is itself one: it is left out. */
static void add_descriptors(void)
{
    int numbers[MAX_DESCRIPTORS];
    size_t count = 0;
    DIR *directory = opendir("/proc/self/fd");
    if (directory == NULL)
        fail("probe: /proc/self/fd");
    for (struct dirent *entry; (entry = readdir(directory)) != NULL && count < MAX_DESCRIPTORS;) {
        int number = atoi(entry->d_name);
        if (entry->d_name[0] != '.' && number != dirfd(directory))
            numbers[count++] = number;
    }
    closedir(directory);
    qsort(numbers, count, sizeof numbers[0], by_number);
    for (size_t i = 0; i < count; i++) {
        char line[32];
        snprintf(line, sizeof line, "fd %d\n", numbers[i]);
        add(line);
    }
}

static void add_signals(void)
{
    FILE *status = fopen("/proc/self/status", "r");
    if (status == NULL)
        fail("probe: /proc/self/status");
    for (char line[256]; fgets(line, sizeof line, status) != NULL;) {
        char value[64];
        if (sscanf(line, "SigIgn: %63s", value) != 1 && sscanf(line, "SigBlk: %63s", value) != 1)
            continue;
        char out[80];
        snprintf(out, sizeof out, "%.6s: %.40s\n", line, value);
        add(out);
    }
    fclose(status);
}

static void write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            fail("probe: write");
        bytes += put;
        size -= (size_t)put;
    }
}

static void write_report(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        fail("probe: cannot make the report");
    write_all(fd, report, used);
    close(fd);
}

static void copy_input(void)
{
    static char buffer[COPY_BYTES];
    for (;;) {
        ssize_t got = read(STDIN_FILENO, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            fail("probe: read");
        if (got == 0)
            return;
        write_all(STDOUT_FILENO, buffer, (size_t)got);
    }
}

int main(int argc, char **argv)
{
    add_descriptors();
    add_signals();
    if (argc < 2) {
        write_all(STDOUT_FILENO, report, used);
        return 0;
    }
    write_report(argv[1]);
    copy_input();
    return 0;
}
