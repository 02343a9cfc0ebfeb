/*
 * client: asks the server at PATH for N numbers and prints the first of them.
 *
 * Design: the reply FIFO is open before the request is sent, without blocking (O_RDONLY | O_NONBLOCK), so the server always
 * finds a reader; poll waits for the reply, and for no longer than four seconds.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, PEER_LOST = 3, TIMED_OUT = 4, PATIENCE_MS = 4000, COUNT_MAX = 1000000 };

static int complain(const char *what, int status)
{
    fprintf(stderr, "client: %s: %s\n", what, strerror(errno));
    return status;
}

static long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Reads up to the newline. 0 when the line is whole. */
static int read_reply(int fd, char *line, size_t size)
{
    long long deadline = now_ms() + PATIENCE_MS;
    for (size_t length = 0; length + 1 < size;) {
        long long left = deadline - now_ms();
        struct pollfd one = {.fd = fd, .events = POLLIN};
        int ready = left <= 0 ? 0 : poll(&one, 1, (int)left);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready == 0) {
            fprintf(stderr, "client: no reply in %d ms\n", PATIENCE_MS);
            return TIMED_OUT;
        }
        ssize_t got = read(fd, line + length, 1);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            continue;
        if (got <= 0)
            break;
        if (line[length] == '\n') {
            line[length] = '\0';
            return 0;
        }
        length += 1;
    }
    fprintf(stderr, "client: the reply is not a line\n");
    return PEER_LOST;
}

static int is_number(const char *text)
{
    return *text != '\0' && strspn(text, "0123456789") == strlen(text);
}

static int ask(const char *path, long count, int replies)
{
    char line[512];
    int requests = open(path, O_WRONLY | O_NONBLOCK);
    if (requests < 0)
        return complain(path, errno == ENXIO ? PEER_LOST : errno == ENOENT ? PEER_LOST : FAILED);
    int length = snprintf(line, sizeof line, "%ld %ld\n", (long)getpid(), count);
    /* One write of less than PIPE_BUF bytes is never mixed with another client's. */
    if (write(requests, line, (size_t)length) != length)
        return complain("cannot send the request", PEER_LOST);
    close(requests);
    int status = read_reply(replies, line, sizeof line);
    if (status != 0)
        return status;
    if (!is_number(line)) {
        fprintf(stderr, "client: the reply is no number: %s\n", line);
        return PEER_LOST;
    }
    puts(line);
    return fflush(stdout) == 0 ? 0 : complain("cannot write the output", FAILED);
}

int main(int argc, char **argv)
{
    long count = argc == 3 && is_number(argv[2]) && strlen(argv[2]) < 10 ? atol(argv[2]) : 0;
    if (count < 1 || count > COUNT_MAX) {
        fprintf(stderr, "usage: %s PATH N (1 to %d)\n", argv[0], COUNT_MAX);
        return USAGE;
    }
    char own[4096];
    snprintf(own, sizeof own, "%s.%ld", argv[1], (long)getpid());
    signal(SIGPIPE, SIG_IGN);
    unlink(own); /* left by a dead process that had our number */
    if (mkfifo(own, 0600) < 0)
        return complain(own, FAILED);
    int replies = open(own, O_RDONLY | O_NONBLOCK);
    int status = replies < 0 ? complain(own, FAILED) : ask(argv[1], count, replies);
    unlink(own);
    return status;
}
