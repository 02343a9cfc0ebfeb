/* Wrong: the addition is atomic, but the ticket is read from FILE in a second step, when others may have added too; people think the atomic type protects the whole statement. */
#include "board.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The number, or -1 when the text is none or above `most`. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && strlen(text) <= 9 && *end == 0 && value <= most ? value : -1;
}

static int fail(const char *path)
{
    fprintf(stderr, "score: %s: %s\n", path, strerror(errno));
    return 1;
}

static void await_gate(void)
{
    char one;
    while (read(0, &one, 1) == 1 && one != '\n')
        ;
}

int main(int argc, char **argv)
{
    long id = argc == 4 ? number(argv[2], IDS - 1) : -1;
    long points = argc == 4 ? number(argv[3], 1000000) : -1;
    if (id < 0 || points < 0) {
        fprintf(stderr, "usage: %s FILE ID N (ID 0 to 15, N 0 to 1000000)\n", argv[0]);
        return 2;
    }
    int fd = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || ftruncate(fd, FILE_BYTES) < 0)
        return fail(argv[1]);
    struct board *board = mmap(NULL, FILE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (board == MAP_FAILED)
        return fail(argv[1]);
    printf("ready\n");
    fflush(stdout);
    await_gate();
    for (long made = 0; made < points; made++) {
        atomic_fetch_add(&board->total, 1);
        atomic_fetch_add(&board->count[id], 1);
        uint64_t ticket = 0;
        if (pread(fd, &ticket, sizeof ticket, 0) != sizeof ticket)
            return fail(argv[1]);
        printf("%lu\n", (unsigned long)ticket);
    }
    return fflush(stdout) == 0 ? 0 : fail("standard output");
}
