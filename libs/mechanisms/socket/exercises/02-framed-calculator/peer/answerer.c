/*
 * answerer PORT HOW PATIENCE: a server of its own kind for one client. It prints `listening`, then `said NUMBER` for each reply, and at last
 * `ok`, or what it saw.
 *   random: replies with numbers that nobody can know     trickle: the same, a byte each 2 ms
 *   short:  three replies, and half of a fourth one       huge:    three, and a length of 4294967295
 */
#define _GNU_SOURCE
#include "frames.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int listen_at(const char *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(port))};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 8) < 0)
        abort();
    puts("listening");
    fflush(stdout);
    return fd;
}

static void reply_slowly(int fd, const unsigned char *frame, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        send_all(fd, frame + at, 1);
        rest(2);
    }
}

int main(int argc, char **argv)
{
    static struct reply request;
    if (argc != 4)
        return 2;
    patience = atoi(argv[3]);
    alarm(15 * (unsigned)patience);
    const char *how = argv[2];
    int fd = accept(listen_at(argv[1]), NULL, NULL);
    for (int number = 0;; number++) {
        unsigned char frame[64];
        char text[32];
        enum heard heard = hear(fd, &request, now() + 10 * patience);
        if (heard == HEARD_LENGTH)
            tell("asked-length %zu", request.length);
        if (heard != HEARD_REPLY)
            tell(heard == HEARD_END ? "ok" : "asked-nothing");
        size_t count = put_frame(frame, text, (size_t)sprintf(text, "%d", (int)draw()));
        if (number == 3 && strcmp(how, "short") == 0) {
            send_all(fd, frame, HEADER + 1);
            break;
        }
        if (number == 3 && strcmp(how, "huge") == 0) {
            send_all(fd, "\377\377\377\377" "1", 5);
            hear(fd, &request, now() + 5 * patience);
            break;
        }
        printf("said %s\n", text);
        fflush(stdout);
        if (strcmp(how, "trickle") == 0)
            reply_slowly(fd, frame, count);
        else
            send_all(fd, frame, count);
    }
    shutdown(fd, SHUT_WR);
    rest(20);
    tell("ok");
}
