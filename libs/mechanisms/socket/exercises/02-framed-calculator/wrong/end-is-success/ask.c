/* The end of the connection is taken for the end of the work, as end-of-file is elsewhere. */
#define _GNU_SOURCE
#include "evaluate.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static void fail(int status, const char *why)
{
    fflush(stdout);
    fprintf(stderr, "ask: %s\n", why);
    exit(status);
}

static bool read_all(int fd, void *into, size_t count)
{
    char *at = into;
    while (count > 0) {
        const ssize_t got = recv(fd, at, count, 0);
        if (got <= 0)
            return false;
        at += got;
        count -= (size_t)got;
    }
    return true;
}

static bool write_all(int fd, const void *bytes, size_t count)
{
    const char *at = bytes;
    while (count > 0) {
        const ssize_t sent = send(fd, at, count, MSG_NOSIGNAL);
        if (sent < 0)
            return false;
        at += sent;
        count -= (size_t)sent;
    }
    return true;
}

/* Header and text leave in one piece: apart, the second would wait until the other side has acknowledged the first (tcp(7), TCP_NODELAY). */
static void ask(int fd, const char *text, size_t length)
{
    static unsigned char frame[FRAME_MAX];
    if (length > TEXT_MAX)
        fail(1, "a line is longer than 65536 bytes");
    put_length(frame, length);
    memcpy(frame + HEADER, text, length);
    if (!write_all(fd, frame, HEADER + length) || !read_all(fd, frame, HEADER))
        exit(0);
    length = get_length(frame);
    if (length > TEXT_MAX)
        fail(3, "the calculator does not speak in frames");
    if (!read_all(fd, frame, length))
        exit(0);
    fwrite(frame, 1, length, stdout);
    putchar('\n');
}

int main(int argc, char **argv)
{
    char *end = NULL, *line = NULL;
    size_t size = 0;
    ssize_t count;
    struct sockaddr_in address = {.sin_family = AF_INET};
    if (argc != 3 || argv[2][0] < '0' || argv[2][0] > '9' || strtol(argv[2], &end, 10) > 65535 || *end != '\0' ||
        inet_pton(AF_INET, argv[1], &address.sin_addr) != 1) {
        fprintf(stderr, "usage: %s HOST PORT\n", argv[0]);
        return 2;
    }
    address.sin_port = htons((unsigned short)atoi(argv[2]));
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        fail(1, strerror(errno));
    while ((count = getline(&line, &size, stdin)) > 0)
        ask(fd, line, (size_t)(line[count - 1] == '\n' ? count - 1 : count));
    if (ferror(stdin) || fflush(stdout) != 0)
        fail(1, "a standard stream failed");
    return 0;
}
