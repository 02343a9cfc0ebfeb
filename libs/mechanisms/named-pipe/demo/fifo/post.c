/*
 * post: puts two lines into the FIFO `letterbox`, whoever it is that empties it.
 *
 * Either side may come first: both make the FIFO when it is not there, and opening waits for the other. See fifo(7).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    static const char lines[] = "dear collector,\ngood bye\n";
    if (mkfifo("letterbox", 0600) < 0 && errno != EEXIST) {
        perror("post: mkfifo");
        return 1;
    }
    int fd = open("letterbox", O_WRONLY); /* sleeps until somebody opens it for reading */
    if (fd < 0 || write(fd, lines, sizeof lines - 1) != (ssize_t)sizeof lines - 1) {
        perror("post: letterbox");
        return 1;
    }
    return close(fd) < 0;
}
