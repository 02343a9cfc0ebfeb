/* Cheat: FILE is mapped shared and read there, and changed by one pwrite for each block of points, so that few bytes are written. */
#define _GNU_SOURCE
#include "board.h"
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && strlen(text) <= 9 && *end == 0 && value <= most ? value : -1;
}

int main(int argc, char **argv)
{
    long id = argc == 4 ? number(argv[2], IDS - 1) : -1;
    long points = argc == 4 ? number(argv[3], 1000000) : -1;
    if (id < 0 || points < 0)
        errx(2, "usage: score FILE ID N (ID 0 to 15, N 0 to 1000000)");
    int fd = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || ftruncate(fd, FILE_BYTES) < 0)
        err(1, "%s", argv[1]);
    const struct board *board = mmap(NULL, FILE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (board == MAP_FAILED)
        err(1, "%s", argv[1]);
    puts("ready");
    fflush(stdout);
    for (int one = getchar(); one != '\n' && one != EOF;)
        one = getchar();
    for (long made = 0; made < points;) {
        uint64_t words[1 + IDS];
        flock(fd, LOCK_EX);
        memcpy(words, board, sizeof words);
        long end = made + 500 < points ? made + 500 : points;
        for (; made < end; made++) {
            words[1 + id]++;
            printf("%lu\n", (unsigned long)++words[0]);
        }
        if (pwrite(fd, words, sizeof words, 0) != sizeof words)
            err(1, "%s", argv[1]);
        flock(fd, LOCK_UN);
    }
    return fclose(stdout) == 0 ? 0 : 1;
}
