/* post PATH PATIENCE: opens the FIFO PATH as soon as it is there and read, prints `opened`, copies its standard input into it piece by piece, prints `sent`. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Gives up with a line, so that nobody waits for it. */
static int open_when_read(const char *path, int tries)
{
    const struct timespec moment = {.tv_nsec = 10000000};
    for (; tries > 0; tries--) {
        int fd = open(path, O_WRONLY | O_NONBLOCK);
        if (fd >= 0 || (errno != ENOENT && errno != ENXIO))
            return fd;
        nanosleep(&moment, NULL);
    }
    return -1;
}

int main(int argc, char **argv)
{
    static char buffer[65536];
    if (argc != 3)
        return 2;
    setvbuf(stdout, NULL, _IONBF, 0);
    signal(SIGPIPE, SIG_IGN);
    int fifo = open_when_read(argv[1], 300 * atoi(argv[2]));
    if (fifo < 0 || fcntl(fifo, F_SETFL, O_WRONLY) < 0) {
        puts("nobody reads");
        return 3;
    }
    puts("opened");
    for (ssize_t got; (got = read(STDIN_FILENO, buffer, sizeof buffer)) > 0;)
        for (ssize_t sent = 0, put; sent < got; sent += put)
            if ((put = write(fifo, buffer + sent, (size_t)(got - sent))) < 0) {
                puts("the reader is gone");
                return 3;
            }
    puts("sent");
    return 0;
}
