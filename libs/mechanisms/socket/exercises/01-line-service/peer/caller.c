/*
 * caller PORT HOW PATIENCE: a client of its own kind for 127.0.0.1. Its last line is `ok`, or one word for what went wrong.
 *   bytes:     300 bytes, among them every value, in one send
 *   one, many: one connection, or 40 of them one after another, each with a line of random letters
 *   trickle:   a hundred bytes in five lines, one byte each 2 ms, and a stop after the first byte of each line
 *   reset:     up to 256 KiB, reads nothing, resets the connection
 *   leave:     a line, its end, and a reset at once
 *   keep:      an answered line, and then the connection stays open until the server closes it
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int patience;

static void give_up(const char *word)
{
    puts(word);
    exit(3);
}

static void draw(unsigned char *bytes, size_t count)
{
    if (getrandom(bytes, count, 0) != (ssize_t)count)
        abort();
}

static int call(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval most = {.tv_sec = 2 * patience};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        give_up("unreachable");
    return fd;
}

static void say(int fd, const unsigned char *bytes, size_t count)
{
    if (send(fd, bytes, count, 0) != (ssize_t)count)
        give_up("untaken");
}

static unsigned char raised(unsigned char byte)
{
    return byte >= 'a' && byte <= 'z' ? (unsigned char)(byte - 'a' + 'A') : byte;
}

static void draw_line(unsigned char *line, size_t length)
{
    draw(line, length);
    for (size_t i = 0; i + 1 < length; i++)
        line[i] = (unsigned char)('a' + line[i] % 26);
    line[length - 1] = '\n';
}

/* Reads as many bytes as the question has, or fewer if no more come, and holds them against it. */
static size_t hear_some(int fd, const unsigned char *question, size_t length)
{
    unsigned char answer[512];
    size_t got = 0;
    while (got < length) {
        ssize_t count = recv(fd, answer + got, length - got, 0);
        if (count < 0 && errno != EAGAIN)
            give_up("broken");
        if (count <= 0)
            break;
        got += (size_t)count;
    }
    for (size_t i = 0; i < got; i++)
        if (answer[i] != raised(question[i])) {
            printf("other %d %d %d\n", question[i], raised(question[i]), answer[i]);
            exit(3);
        }
    return got;
}

static void hear(int fd, const unsigned char *question, size_t length)
{
    size_t got = hear_some(fd, question, length);
    if (got < length) {
        printf("missing %zu %zu\n", got, length);
        exit(3);
    }
}

static void await_end(int fd)
{
    char byte;
    shutdown(fd, SHUT_WR);
    ssize_t count = recv(fd, &byte, 1, 0);
    if (count != 0)
        give_up(count > 0 ? "more" : errno == EAGAIN ? "unclosed" : "broken");
    close(fd);
}

static void send_all_values(int port)
{
    enum { first_zero = 16, size = 300 };
    unsigned char bytes[size], drawn[size];
    draw(drawn, size);
    for (int i = 0; i < size; i++)
        bytes[i] = (unsigned char)(i < first_zero ? 'a' + drawn[i] % 26 : i - first_zero);
    /* Behind the first letters and the first 0 all is shuffled, so that nobody knows what follows what. */
    for (int i = size - 2; i > first_zero + 1; i--) {
        int other = first_zero + 1 + drawn[i] % (i - first_zero);
        unsigned char kept = bytes[i];
        bytes[i] = bytes[other];
        bytes[other] = kept;
    }
    bytes[size - 1] = '\n';
    int fd = call(port);
    say(fd, bytes, size);
    shutdown(fd, SHUT_WR);
    size_t got = hear_some(fd, bytes, size);
    if (got < size) {
        printf("%s %zu %d\n", got == first_zero || got == first_zero + 1 ? "zero" : "missing", got, size);
        exit(3);
    }
    await_end(fd);
}

static void ask(int port, int times)
{
    unsigned char line[32];
    for (int i = 0; i < times; i++) {
        int fd = call(port);
        draw_line(line, sizeof line);
        say(fd, line, sizeof line);
        hear(fd, line, sizeof line);
        await_end(fd);
    }
}

static void trickle(int port)
{
    unsigned char text[100];
    int fd = call(port);
    for (size_t at = 0; at < sizeof text; at += 20)
        draw_line(text + at, 20);
    for (size_t at = 0; at < sizeof text; at++) {
        const struct timespec moment = {.tv_nsec = at % 20 == 0 ? 60000000 : 2000000};
        say(fd, text + at, 1);
        nanosleep(&moment, NULL);
    }
    hear(fd, text, sizeof text);
    await_end(fd);
}

/* With SO_LINGER and no time a close is a reset: tcp(7), socket(7). */
static void reset(int fd)
{
    struct linger none = {.l_onoff = 1};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    close(fd);
}

/* Until the server has stopped taking anything for a while: its answers have filled the other direction then. */
static void flood(int port)
{
    static unsigned char block[4096];
    int fd = call(port);
    memset(block, 'a', sizeof block);
    block[sizeof block - 1] = '\n';
    for (size_t sent = 0; sent < 256 * 1024;) {
        struct pollfd one = {.fd = fd, .events = POLLOUT};
        if (poll(&one, 1, 250) != 1)
            break;
        ssize_t count = send(fd, block, sizeof block, MSG_DONTWAIT);
        if (count < 0 && errno != EAGAIN)
            break;
        sent += count > 0 ? (size_t)count : 0;
    }
    reset(fd);
}

/* The end of this direction comes before the reset: then the very first answer meets EPIPE, and not ECONNRESET. */
static void leave(int port)
{
    unsigned char line[32];
    int fd = call(port);
    draw_line(line, sizeof line);
    say(fd, line, sizeof line);
    shutdown(fd, SHUT_WR);
    reset(fd);
}

static void keep(int port)
{
    unsigned char line[32], byte;
    int fd = call(port);
    draw_line(line, sizeof line);
    say(fd, line, sizeof line);
    hear(fd, line, sizeof line);
    puts("answered");
    fflush(stdout);
    ssize_t count = recv(fd, &byte, 1, 0);
    if (count != 0)
        give_up(count > 0 ? "more" : "unclosed");
    close(fd);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    int port = atoi(argv[1]);
    const char *how = argv[2];
    patience = atoi(argv[3]);
    alarm(10 * (unsigned)patience);
    signal(SIGPIPE, SIG_IGN);
    if (strcmp(how, "bytes") == 0)
        send_all_values(port);
    else if (strcmp(how, "trickle") == 0)
        trickle(port);
    else if (strcmp(how, "reset") == 0)
        flood(port);
    else if (strcmp(how, "leave") == 0)
        leave(port);
    else if (strcmp(how, "keep") == 0)
        keep(port);
    else
        ask(port, strcmp(how, "many") == 0 ? 40 : 1);
    puts("ok");
    return 0;
}
