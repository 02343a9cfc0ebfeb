/* It binds to every address of the machine, as the example had it: anybody may send pieces. */
#define _GNU_SOURCE
#include "wire.h"
#include <arpa/inet.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static const uint32_t magic = 0x1FC0B1E5;

long now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int parse_port(const char *text)
{
    char *end;
    const long port = strtol(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && *end == '\0' && port <= 65535 ? (int)port : -1;
}

struct sockaddr_in loopback(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    return address;
}

static void put(unsigned char *at, uint32_t value)
{
    value = htonl(value);
    memcpy(at, &value, sizeof value);
}

static uint32_t get(const unsigned char *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return ntohl(value);
}

void send_message(int fd, const struct sockaddr_in *to, const struct message *message)
{
    unsigned char bytes[DATAGRAM];
    put(bytes, magic);
    put(bytes + 4, message->transfer);
    bytes[8] = (unsigned char)message->kind;
    put(bytes + 9, message->number);
    put(bytes + 13, message->total);
    memcpy(bytes + HEADER, message->data, message->length);
    /* Whether it arrives is another question, which answers and timers settle. */
    sendto(fd, bytes, HEADER + message->length, 0, (const struct sockaddr *)to, sizeof *to);
}

bool receive_message(int fd, long wait_ms, struct message *message, struct sockaddr_in *from)
{
    const long until = now_ms() + wait_ms;
    for (;;) {
        unsigned char bytes[DATAGRAM + 1];
        struct pollfd one = {.fd = fd, .events = POLLIN};
        const long left = until - now_ms();
        socklen_t size = sizeof *from;
        if (poll(&one, 1, left > 0 ? (int)left : 0) <= 0)
            return false;
        const ssize_t got = recvfrom(fd, bytes, sizeof bytes, MSG_DONTWAIT, (struct sockaddr *)from, &size);
        if (got < HEADER || got > DATAGRAM || get(bytes) != magic)
            continue;
        message->transfer = get(bytes + 4);
        message->kind = bytes[8];
        message->number = get(bytes + 9);
        message->total = get(bytes + 13);
        message->length = (size_t)got - HEADER;
        memcpy(message->data, bytes + HEADER, message->length);
        return true;
    }
}
