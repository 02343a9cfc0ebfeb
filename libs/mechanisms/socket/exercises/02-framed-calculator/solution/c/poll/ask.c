/* ask HOST PORT: sends lines as frames and prints replies, both at the same time. */
#define _GNU_SOURCE
#include "evaluate.h"
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned char line[FRAME_MAX + 1], out[FRAME_MAX], in[FRAME_MAX];
static size_t line_count, out_from, out_to, in_count;
static size_t missing;
static bool has_ended;

static void fail(int status, const char *why)
{
    fprintf(stderr, "ask: %s\n", why);
    exit(status);
}

static int call(const char *host, const char *port)
{
    const struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *all;
    if (getaddrinfo(host, port, &hints, &all) != 0)
        fail(1, "there is no such address");
    for (struct addrinfo *one = all; one != NULL; one = one->ai_next) {
        const int fd = socket(one->ai_family, one->ai_socktype, one->ai_protocol);
        if (fd >= 0 && connect(fd, one->ai_addr, one->ai_addrlen) == 0) {
            freeaddrinfo(all);
            return fd;
        }
        close(fd);
    }
    fail(1, strerror(errno));
    return -1;
}

/* The next line becomes the next frame, when the last one is on its way. */
static void frame_line(void)
{
    unsigned char *end = memchr(line, '\n', line_count);
    if (out_to > 0 || (end == NULL && (!has_ended || line_count == 0)))
        return;
    const size_t length = end == NULL ? line_count : (size_t)(end - line);
    if (length > TEXT_MAX)
        fail(1, "a line is longer than 65536 bytes");
    put_length(out, length);
    memcpy(out + HEADER, line, length);
    out_to = HEADER + length;
    missing++;
    const size_t taken = length + (end == NULL ? 0 : 1);
    line_count -= taken;
    memmove(line, line + taken, line_count);
}

static void read_line(void)
{
    const ssize_t got = read(0, line + line_count, sizeof line - line_count);
    if (got < 0)
        fail(1, strerror(errno));
    has_ended = got == 0;
    line_count += (size_t)got;
    if (line_count == sizeof line && memchr(line, '\n', line_count) == NULL)
        fail(1, "a line is longer than 65536 bytes");
}

static void write_frame(int fd)
{
    const ssize_t sent = send(fd, out + out_from, out_to - out_from, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN)
        fail(3, "the connection broke before every line was answered");
    out_from += sent > 0 ? (size_t)sent : 0;
    if (out_from == out_to)
        out_from = out_to = 0;
}

static void read_replies(int fd)
{
    const ssize_t got = recv(fd, in + in_count, sizeof in - in_count, MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN)
        return;
    if (got <= 0)
        fail(3, "the connection ended before every line was answered");
    in_count += (size_t)got;
    size_t at = 0;
    while (in_count - at >= HEADER) {
        const size_t length = get_length(in + at);
        if (length > TEXT_MAX || missing == 0)
            fail(3, "the calculator does not speak in frames");
        if (in_count - at < HEADER + length)
            break;
        fwrite(in + at + HEADER, 1, length, stdout);
        putchar('\n');
        missing--;
        at += HEADER + length;
    }
    in_count -= at;
    memmove(in, in + at, in_count);
}

int main(int argc, char **argv)
{
    char *end = NULL;
    if (argc != 3 || argv[2][0] < '0' || argv[2][0] > '9' || strtol(argv[2], &end, 10) > 65535 || *end != '\0') {
        fprintf(stderr, "usage: %s HOST PORT\n", argv[0]);
        return 2;
    }
    const int fd = call(argv[1], argv[2]);
    while (!has_ended || line_count > 0 || missing > 0) {
        /* Lines are read when none is left, and wait while a frame does not find room. */
        const bool needs_input = !has_ended && out_to == 0 && memchr(line, '\n', line_count) == NULL;
        struct pollfd both[] = {
            {.fd = fd, .events = (short)(POLLIN | (out_to > 0 ? POLLOUT : 0))},
            {.fd = needs_input ? 0 : -1, .events = POLLIN},
        };
        if (poll(both, 2, out_to > 0 || needs_input || missing > 0 ? -1 : 0) < 0)
            fail(1, strerror(errno));
        if (both[1].revents != 0)
            read_line();
        if (both[0].revents & (POLLIN | POLLHUP | POLLERR))
            read_replies(fd);
        do {
            frame_line();
            if (out_to > 0)
                write_frame(fd);
        } while (out_to == 0 && memchr(line, '\n', line_count) != NULL);
    }
    if (fflush(stdout) != 0)
        fail(1, "standard output failed");
    return 0;
}
