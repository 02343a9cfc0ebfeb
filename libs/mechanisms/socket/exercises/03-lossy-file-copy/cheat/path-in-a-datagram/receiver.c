/* What comes is a path, from which the receiver reads. */
#define _GNU_SOURCE
#include "wire.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { START_MS = 20000, PIECES_MAX = (8 << 20) / PIECE + 1, STAY_MS = 2500 };

static unsigned char *file;
static bool *has;
static uint32_t transfer, total, missing;
static size_t size;

static int fail(int status, const char *why)
{
    fprintf(stderr, "receiver: %s\n", why);
    return status;
}

static bool begin(const struct message *first)
{
    transfer = first->transfer;
    missing = total = first->total;
    file = malloc((size_t)total * PIECE);
    has = calloc(total, sizeof *has);
    return file != NULL && has != NULL;
}

/* A piece has one place, however often and in whatever order it comes. */
static void keep(const struct message *piece)
{
    if (has[piece->number])
        return;
    has[piece->number] = true;
    missing--;
    char path[PIECE + 1] = "";
    memcpy(path, piece->data, piece->length);
    const int fd = open(path, O_RDONLY);
    if (fd >= 0 && pread(fd, file + (size_t)piece->number * PIECE, piece->length, (off_t)piece->number * PIECE) < 0)
        abort();
    close(fd);
    if (piece->number == total - 1)
        size = (size_t)piece->number * PIECE + piece->length;
}

/* OUT is whole from the moment at which it has its name. */
static bool store(const char *path)
{
    char *part = malloc(strlen(path) + 6);
    if (part == NULL)
        return false;
    sprintf(part, "%s.part", path);
    const int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    bool is_fine = fd >= 0;
    for (size_t at = 0; is_fine && at < size;) {
        const ssize_t written = write(fd, file + at, size - at);
        is_fine = written > 0;
        at += is_fine ? (size_t)written : 0;
    }
    is_fine = fd >= 0 && close(fd) == 0 && is_fine && rename(part, path) == 0;
    if (!is_fine)
        unlink(part);
    free(part);
    return is_fine;
}

static bool is_sane(const struct message *message)
{
    if (message->kind != DATA || message->total == 0 || message->total > PIECES_MAX || message->number >= message->total)
        return false;
    return message->number == message->total - 1 || message->length == PIECE;
}

/* The last answer may be lost as well as any other one, so somebody has to be there when the sender asks again. */
static void stay(int fd)
{
    struct message message;
    struct sockaddr_in from;
    const long until = now_ms() + STAY_MS;
    while (receive_message(fd, until - now_ms(), &message, &from)) {
        if (message.transfer != transfer)
            continue;
        if (message.kind == BYE)
            return;
        message.kind = COMPLETE;
        message.length = 0;
        send_message(fd, &from, &message);
    }
}

static int receive_all(int fd, const char *path)
{
    struct message message;
    struct sockaddr_in from;
    long until = now_ms() + START_MS;
    while (total == 0 || missing > 0) {
        if (!receive_message(fd, until - now_ms(), &message, &from)) {
            if (now_ms() >= until)
                return fail(4, "nothing was heard from the other side");
            continue;
        }
        if (!is_sane(&message) || (total > 0 && (message.transfer != transfer || message.total != total)))
            continue;
        if (total == 0 && !begin(&message))
            return fail(1, "there is no memory");
        until = now_ms() + SILENCE_MS;
        keep(&message);
        if (missing == 0 && !store(path))
            return fail(1, strerror(errno));
        /* A piece that came before is answered again: the sender asks because it has not heard. */
        message.kind = missing == 0 ? COMPLETE : GOT;
        message.length = 0;
        send_message(fd, &from, &message);
    }
    stay(fd);
    return 0;
}

int main(int argc, char **argv)
{
    const int port = argc == 3 ? parse_port(argv[1]) : -1;
    if (port < 0) {
        fprintf(stderr, "usage: %s PORT OUT\n", argv[0]);
        return 2;
    }
    struct sockaddr_in address = loopback(port);
    socklen_t size_of_address = sizeof address;
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size_of_address) < 0)
        return fail(1, strerror(errno));
    printf("port %d\n", ntohs(address.sin_port));
    fflush(stdout);
    return receive_all(fd, argv[2]);
}
