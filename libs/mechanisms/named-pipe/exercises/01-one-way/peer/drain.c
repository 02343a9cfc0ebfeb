/*
 * drain PATH slowly|once PATIENCE: makes the FIFO PATH if need be, gives it a buffer of one page, and reads it when somebody comes.
 * Slowly: a page at a time to standard output, with a pause before the first three. Once: prints `reading` after the first byte and
 * then only lives on.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    static char buffer[4096];
    const struct timespec slow = {.tv_nsec = 300000000};
    if (argc != 4 || (mkfifo(argv[1], 0600) < 0 && errno != EEXIST))
        return 2;
    int fifo = open(argv[1], O_RDONLY | O_NONBLOCK);
    if (fifo < 0 || fcntl(fifo, F_SETPIPE_SZ, 4096) < 0 || fcntl(fifo, F_SETFL, O_RDONLY) < 0)
        return 1;
    struct pollfd one = {.fd = fifo, .events = POLLIN};
    int isOnce = strcmp(argv[2], "once") == 0;
    /* A sender may read all of its input, 8 MiB of it, before it comes. */
    if (poll(&one, 1, (isOnce ? 8000 : 4000) * atoi(argv[3])) != 1)
        return 3;
    if (isOnce) {
        if (read(fifo, buffer, 1) != 1 || write(STDOUT_FILENO, "reading\n", 8) != 8)
            return 3;
        for (;;)
            pause();
    }
    for (int piece = 0;; piece++) {
        if (piece < 3)
            nanosleep(&slow, NULL);
        ssize_t got = read(fifo, buffer, sizeof buffer);
        if (got <= 0)
            break;
        if (write(STDOUT_FILENO, buffer, (size_t)got) != got)
            return 1;
    }
    unlink(argv[1]);
    return 0;
}
