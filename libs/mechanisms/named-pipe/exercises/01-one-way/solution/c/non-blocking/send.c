/*
 * send: copies standard input into the FIFO, whoever it is that empties it.
 *
 * Design: O_NONBLOCK and sleeping. The receiver makes the FIFO. Until it is there, open fails with ENOENT, and while nobody
 * reads with ENXIO: neither is an error, both mean "not yet". Once open, the descriptor is made to block again.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, PEER_LOST = 3, BUFFER_BYTES = 32768 };

static int complain(const char *what)
{
    fprintf(stderr, "send: %s: %s\n", what, strerror(errno));
    return errno == EPIPE ? PEER_LOST : FAILED;
}

static int open_when_somebody_reads(const char *path)
{
    const struct timespec a_moment = {.tv_nsec = 20000000};
    for (;;) {
        int fd = open(path, O_WRONLY | O_NONBLOCK);
        if (fd >= 0 || (errno != ENOENT && errno != ENXIO && errno != EINTR))
            return fd;
        nanosleep(&a_moment, NULL);
    }
}

static int copy(int fifo)
{
    static char buffer[BUFFER_BYTES];
    ssize_t got;
    while ((got = read(STDIN_FILENO, buffer, sizeof buffer)) != 0) {
        if (got < 0 && errno != EINTR)
            return complain("cannot read the input");
        for (ssize_t sent = 0; sent < got;) {
            ssize_t put = write(fifo, buffer + sent, (size_t)(got - sent));
            if (put < 0 && errno != EINTR)
                return complain("cannot write to the receiver");
            sent += put > 0 ? put : 0;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s PATH < input\n", argv[0]);
        return USAGE;
    }
    struct stat about;
    signal(SIGPIPE, SIG_IGN); /* a lost receiver shall be an EPIPE we can report, not our death */
    int fifo = open_when_somebody_reads(argv[1]);
    if (fifo < 0 || fstat(fifo, &about) < 0)
        return complain(argv[1]);
    if (!S_ISFIFO(about.st_mode)) {
        fprintf(stderr, "send: %s is something else than a FIFO\n", argv[1]);
        return FAILED;
    }
    if (fcntl(fifo, F_SETFL, O_WRONLY) < 0)
        return complain(argv[1]);
    int status = copy(fifo);
    close(fifo);
    return status;
}
