/*
 * score FILE ID N: waits at the gate, then makes N points for ID, each with a ticket of its own. Up to eight run at the same time.
 *
 * The frame stands: the arguments, and the opening of FILE. Its length, the mapping and the points are yours.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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

int main(int argc, char **argv)
{
    long id = argc == 4 ? number(argv[2], 15) : -1;
    long points = argc == 4 ? number(argv[3], 1000000) : -1;
    if (id < 0 || points < 0) {
        fprintf(stderr, "usage: %s FILE ID N (ID 0 to 15, N 0 to 1000000)\n", argv[0]);
        return 2;
    }
    int fd = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(argv[1]);
    printf("ready\n");
    /* Who says that this has left your program? And who else is opening FILE right now? */
    fprintf(stderr, "score: no point is made yet\n");
    return points == 0 ? 0 : 1;
}
