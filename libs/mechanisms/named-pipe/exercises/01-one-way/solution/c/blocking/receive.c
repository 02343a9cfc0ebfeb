/*
 * receive: makes the FIFO if need be, copies what senders put into it to standard output, and removes its name.
 *
 * Design: blocking calls. `open` sleeps until the first sender comes, `read` returns 0 when the last one has closed.
 * With -k we hold a write end ourselves (O_RDWR), so that no end-of-file can come; silence is measured by poll.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, BUFFER_BYTES = 65536, SILENCE_MS = 2000 };

static int complain(const char *what)
{
    fprintf(stderr, "receive: %s: %s\n", what, strerror(errno));
    return FAILED;
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

/* Waits until there is something to read. Without a byte so far we wait for ever, after one no longer than the silence. */
static int is_silent(int fd, int has_begun)
{
    struct pollfd one = {.fd = fd, .events = POLLIN};
    int ready;
    do
        ready = poll(&one, 1, has_begun ? SILENCE_MS : -1);
    while (ready < 0 && errno == EINTR);
    return ready == 0;
}

static int copy(int fifo, int keep)
{
    static char buffer[BUFFER_BYTES];
    int has_begun = 0;
    for (;;) {
        if (keep && is_silent(fifo, has_begun))
            return 0;
        ssize_t got = read(fifo, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return complain("cannot read the FIFO");
        if (got == 0)
            return 0;
        has_begun = 1;
        if (write_all(STDOUT_FILENO, buffer, (size_t)got) < 0)
            return complain("cannot write the output");
    }
}

int main(int argc, char **argv)
{
    int keep = argc == 3 && strcmp(argv[1], "-k") == 0;
    if (argc != 2 + keep) {
        fprintf(stderr, "usage: %s [-k] PATH > output\n", argv[0]);
        return USAGE;
    }
    const char *path = argv[1 + keep];
    struct stat about;
    signal(SIGPIPE, SIG_IGN); /* an output that nobody reads shall be an error we can report */
    if (mkfifo(path, 0600) < 0 && errno != EEXIST) /* one that is there already serves as well */
        return complain(path);
    if (stat(path, &about) < 0)
        return complain(path);
    if (!S_ISFIFO(about.st_mode)) {
        fprintf(stderr, "receive: %s is not a FIFO\n", path);
        return FAILED;
    }
    int fifo;
    do
        fifo = open(path, keep ? O_RDWR : O_RDONLY);
    while (fifo < 0 && errno == EINTR);
    int status = fifo < 0 ? complain(path) : copy(fifo, keep);
    unlink(path);
    return status;
}
