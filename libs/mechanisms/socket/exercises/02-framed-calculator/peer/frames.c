#define _GNU_SOURCE
#include "frames.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>

int patience = 1;

double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void rest(long milliseconds)
{
    const struct timespec moment = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000};
    nanosleep(&moment, NULL);
}

unsigned draw(void)
{
    unsigned value;
    if (getrandom(&value, sizeof value, 0) != sizeof value)
        abort();
    return value;
}

void tell(const char *format, ...)
{
    va_list words;
    va_start(words, format);
    vprintf(format, words);
    va_end(words);
    putchar('\n');
    fflush(stdout);
    exit(0);
}

const char *quote(const char *text, size_t length)
{
    static char turns[4][256];
    static int turn;
    char *at = turns[turn++ % 4];
    const char *start = at;
    if (length == 0)
        return "(nothing)";
    for (size_t i = 0; i < length && i < 60; i++) {
        if (text[i] == ' ')
            at = stpcpy(at, "%20");
        else
            *at++ = text[i] > ' ' && text[i] < 127 ? text[i] : '?';
    }
    strcpy(at, length > 60 ? "..." : "");
    return start;
}

int call(const char *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(port))};
    struct timeval most = {.tv_sec = 2 * patience};
    const int on = 1;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        tell("nobody");
    return fd;
}

size_t put_frame(unsigned char *at, const char *text, size_t length)
{
    for (int i = 0; i < HEADER; i++)
        at[i] = (unsigned char)(length >> (8 * (HEADER - 1 - i)));
    memcpy(at + HEADER, text, length);
    return HEADER + length;
}

int send_all(int fd, const void *bytes, size_t count)
{
    const char *at = bytes;
    while (count > 0) {
        ssize_t sent = send(fd, at, count, MSG_NOSIGNAL);
        if (sent < 0)
            return -1;
        at += sent;
        count -= (size_t)sent;
    }
    return 0;
}

/* Exactly so many bytes. */
static enum heard take(int fd, void *into, size_t count, double until)
{
    char *at = into;
    while (count > 0) {
        struct pollfd one = {.fd = fd, .events = POLLIN};
        double left = until - now();
        if (left <= 0 || poll(&one, 1, (int)(left * 1000) + 1) <= 0)
            return HEARD_NOTHING;
        ssize_t got = recv(fd, at, count, MSG_DONTWAIT);
        if (got < 0 && errno == EAGAIN)
            continue;
        if (got <= 0)
            return HEARD_END;
        at += got;
        count -= (size_t)got;
    }
    return HEARD_REPLY;
}

enum heard hear(int fd, struct reply *reply, double until)
{
    enum heard heard = take(fd, reply->header, HEADER, until);
    if (heard != HEARD_REPLY)
        return heard;
    reply->length = 0;
    for (int i = 0; i < HEADER; i++)
        reply->length = reply->length << 8 | reply->header[i];
    if (reply->length > TEXT_MAX)
        return HEARD_LENGTH;
    reply->text[reply->length] = '\0';
    return take(fd, reply->text, reply->length, until);
}
