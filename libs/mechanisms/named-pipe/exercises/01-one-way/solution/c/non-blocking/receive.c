/*
 * receive: makes the FIFO if need be, copies what senders put into it to standard output, and removes its name.
 *
 * Design: O_NONBLOCK and poll. Such an open does not wait, and a read before the first sender returns 0, which means
 * nothing yet: poll tells the difference, it reports POLLHUP only after somebody was there. With -k a spare write end
 * keeps end-of-file away.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, BUFFER_BYTES = 32768, SILENCE_MS = 2000, FOR_EVER = -1 };

static int complain(const char *what)
{
    fprintf(stderr, "receive: %s: %s\n", what, strerror(errno));
    return FAILED;
}

/* Standard output is the harness's or a shell's, so its flags are left alone: these writes block. */
static int print(const char *bytes, ssize_t size)
{
    while (size > 0) {
        ssize_t put = write(STDOUT_FILENO, bytes, (size_t)size);
        if (put < 0 && errno != EINTR)
            return complain("cannot write the output");
        if (put > 0) {
            bytes += put;
            size -= put;
        }
    }
    return 0;
}

static int copy(int fifo, int silence_ms)
{
    static char buffer[BUFFER_BYTES];
    int wait_ms = FOR_EVER; /* for the first byte */
    for (;;) {
        struct pollfd one = {.fd = fifo, .events = POLLIN};
        int ready = poll(&one, 1, wait_ms);
        if (ready == 0)
            return 0;
        if (ready < 0) {
            if (errno == EINTR)
                continue;
            return complain("poll");
        }
        ssize_t got = read(fifo, buffer, sizeof buffer);
        if (got == 0)
            return 0;
        if (got < 0) {
            if (errno == EAGAIN || errno == EINTR)
                continue;
            return complain("cannot read the FIFO");
        }
        if (print(buffer, got) != 0)
            return FAILED;
        wait_ms = silence_ms;
    }
}

static int serve(const char *path, int keep)
{
    int fifo = open(path, O_RDONLY | O_NONBLOCK);
    if (fifo < 0)
        return complain(path);
    /* Cannot fail for want of a reader: that is us. */
    int spare = keep ? open(path, O_WRONLY | O_NONBLOCK) : -1;
    if (keep && spare < 0)
        return complain(path);
    return copy(fifo, keep ? SILENCE_MS : FOR_EVER);
}

int main(int argc, char **argv)
{
    int keep = argc > 1 && strcmp(argv[1], "-k") == 0;
    if (argc != 2 + keep) {
        fprintf(stderr, "usage: %s [-k] PATH > output\n", argv[0]);
        return USAGE;
    }
    const char *path = argv[1 + keep];
    struct stat about;
    signal(SIGPIPE, SIG_IGN);
    if (lstat(path, &about) == 0 && !S_ISFIFO(about.st_mode)) {
        fprintf(stderr, "receive: %s is something else than a FIFO\n", path);
        return FAILED;
    }
    if (mkfifo(path, 0600) < 0 && errno != EEXIST)
        return complain(path);
    int status = serve(path, keep);
    unlink(path);
    return status;
}
