/*
 * send: copies standard input into the FIFO, whoever it is that empties it.
 *
 * Design: blocking calls. Whoever comes first makes the FIFO; `open` sleeps until somebody has it open for reading.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, PEER_LOST = 3, BUFFER_BYTES = 65536 };

static int complain(const char *what)
{
    fprintf(stderr, "send: %s: %s\n", what, strerror(errno));
    return errno == EPIPE ? PEER_LOST : FAILED;
}

static int write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return -1;
        bytes += put;
        size -= (size_t)put;
    }
    return 0;
}

static int copy(int fifo)
{
    static char buffer[BUFFER_BYTES];
    for (;;) {
        ssize_t got = read(STDIN_FILENO, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return complain("cannot read the input");
        if (got == 0)
            return 0;
        if (write_all(fifo, buffer, (size_t)got) < 0)
            return complain("cannot write to the receiver");
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s PATH < input\n", argv[0]);
        return USAGE;
    }
    struct stat about;
    signal(SIGPIPE, SIG_IGN); /* a lost receiver shall be an EPIPE we can report, not our death */
    if (mkfifo(argv[1], 0600) < 0 && errno != EEXIST)
        return complain(argv[1]);
    int fifo;
    do
        fifo = open(argv[1], O_WRONLY); /* no O_CREAT: that would make a regular file */
    while (fifo < 0 && errno == EINTR);
    if (fifo < 0 || fstat(fifo, &about) < 0)
        return complain(argv[1]);
    if (!S_ISFIFO(about.st_mode)) {
        fprintf(stderr, "send: %s is not a FIFO\n", argv[1]);
        return FAILED;
    }
    int status = copy(fifo);
    close(fifo); /* the last write end: this is the receiver's end-of-file */
    return status;
}
