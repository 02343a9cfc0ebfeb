/* Every piece is sent once: on the machine where it was tried no datagram is ever lost. */
#define _GNU_SOURCE
#include "wire.h"
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>

enum { WINDOW = 32, AGAIN_MS = 80 };

static unsigned char *file;
static size_t size;

static int fail(int status, const char *why)
{
    fprintf(stderr, "sender: %s\n", why);
    return status;
}

static bool read_file(const char *path)
{
    FILE *stream = fopen(path, "r");
    if (stream == NULL)
        return false;
    for (size_t room = 0;;) {
        if (size == room) {
            room = room == 0 ? 65536 : 2 * room;
            file = realloc(file, room);
            if (file == NULL)
                return false;
        }
        const size_t got = fread(file + size, 1, room - size, stream);
        size += got;
        if (got == 0)
            break;
    }
    const bool is_whole = !ferror(stream);
    fclose(stream);
    return is_whole;
}

static void send_piece(int fd, const struct sockaddr_in *to, struct message *message, uint32_t number)
{
    const size_t from = (size_t)number * PIECE;
    message->kind = DATA;
    message->number = number;
    message->length = size - from < PIECE ? size - from : PIECE;
    memcpy(message->data, file + from, message->length);
    send_message(fd, to, message);
}

/* Pieces from `first` on that may be on their way, each with a time of its own when it is sent again. */
static int send_all(int fd, const struct sockaddr_in *to)
{
    struct message message = {.total = size == 0 ? 1 : (uint32_t)((size + PIECE - 1) / PIECE)}, answer;
    struct sockaddr_in from;
    const uint32_t total = message.total;
    bool *has = calloc(total, sizeof *has);
    long *again = calloc(total, sizeof *again), heard = now_ms();
    if (has == NULL || again == NULL || getrandom(&message.transfer, sizeof message.transfer, 0) < 0)
        return fail(1, "there is no memory");
    for (uint32_t first = 0;;) {
        const long now = now_ms();
        long next = now + AGAIN_MS;
        /* When all pieces are there, the last one asks whether the file is, too. */
        const uint32_t from_piece = first < total ? first : total - 1;
        for (uint32_t i = from_piece; i < total && i < from_piece + WINDOW; i++) {
            if (has[i] && first < total)
                continue;
            if (again[i] <= now) {
                send_piece(fd, to, &message, i);
                again[i] = now + 3600000;
            }
            next = again[i] < next ? again[i] : next;
        }
        if (receive_message(fd, next - now, &answer, &from) && answer.transfer == message.transfer) {
            heard = now_ms();
            if (answer.kind == COMPLETE)
                break;
            if (answer.kind == GOT && answer.number < total)
                has[answer.number] = true;
            while (first < total && has[first])
                first++;
        }
        if (now_ms() - heard > SILENCE_MS)
            return fail(4, "nothing was heard from the other side for 4 seconds");
    }
    /* A courtesy that lets the receiver leave; when it is lost, the receiver leaves after a while by itself. */
    message.kind = BYE;
    message.length = 0;
    for (int i = 0; i < 3; i++)
        send_message(fd, to, &message);
    return 0;
}

int main(int argc, char **argv)
{
    struct sockaddr_in to;
    const int port = argc == 4 ? parse_port(argv[2]) : -1;
    if (port < 0) {
        fprintf(stderr, "usage: %s HOST PORT FILE\n", argv[0]);
        return 2;
    }
    to = loopback(port);
    if (inet_pton(AF_INET, argv[1], &to.sin_addr) != 1)
        return fail(1, "HOST is no address");
    if (!read_file(argv[3]))
        return fail(1, strerror(errno));
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0)
        return fail(1, strerror(errno));
    return send_all(fd, &to);
}
