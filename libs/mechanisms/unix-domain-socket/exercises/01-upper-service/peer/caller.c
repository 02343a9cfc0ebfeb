/*
 * caller PATH HOW PATIENCE: a client of its own kind. It prints a line about what it saw.
 *   one, many: one connection, or 40 of them one after another, each with a line of random letters
 *   trickle:   a hundred bytes in five lines, one byte each 2 ms
 *   flood:     up to 512 KiB, reads nothing, closes
 *   leave:     a line, and closes at once
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static int patience;

static void give_up(const char *says)
{
    printf("%s\n", says);
    exit(3);
}

static int call(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    struct timeval most = {.tv_sec = 2 * patience};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        give_up(errno == EAGAIN ? "nobody took the connection" : "cannot connect");
    return fd;
}

static void draw_line(char *line, size_t length)
{
    if (getrandom(line, length, 0) != (ssize_t)length)
        abort();
    for (size_t i = 0; i + 1 < length; i++)
        line[i] = (char)('a' + (unsigned char)line[i] % 26);
    line[length - 1] = '\n';
}

/* Reads as many bytes as the question has and holds them against it. */
static void hear(int fd, const char *question, size_t length)
{
    char answer[128];
    size_t got = 0;
    while (got < length) {
        ssize_t count = recv(fd, answer + got, length - got, 0);
        if (count < 0)
            give_up(errno == EAGAIN ? "no answer came within 2 s" : "the connection broke before the answer");
        if (count == 0)
            give_up("the connection was closed before the answer");
        got += (size_t)count;
    }
    for (size_t i = 0; i < length; i++)
        if (answer[i] != (question[i] == '\n' ? '\n' : question[i] - 'a' + 'A'))
            give_up("another answer came than the upper-case line");
}

static void await_end(int fd)
{
    char byte;
    shutdown(fd, SHUT_WR);
    ssize_t count = recv(fd, &byte, 1, 0);
    if (count != 0)
        give_up(count > 0 ? "more came than the answer" : "the server did not close the connection after the half-close");
    close(fd);
}

static void ask(const char *path, int times)
{
    char line[32];
    for (int i = 0; i < times; i++) {
        int fd = call(path);
        draw_line(line, sizeof line);
        if (send(fd, line, sizeof line, 0) != (ssize_t)sizeof line)
            give_up("the server did not take a line");
        hear(fd, line, sizeof line);
        await_end(fd);
    }
    puts("every answer was right");
}

static void trickle(const char *path)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    char text[100];
    int fd = call(path);
    for (size_t at = 0; at < sizeof text; at += 20)
        draw_line(text + at, 20);
    for (size_t at = 0; at < sizeof text; at++) {
        if (send(fd, text + at, 1, 0) != 1)
            give_up("the server left in the middle of a line");
        nanosleep(&moment, NULL);
    }
    hear(fd, text, sizeof text);
    await_end(fd);
    puts("every answer was right");
}

/* Until the server has stopped taking anything for a while: its answers have filled the other direction then. */
static void flood(const char *path)
{
    static char block[4096];
    int fd = call(path);
    memset(block, 'a', sizeof block);
    block[sizeof block - 1] = '\n';
    for (size_t sent = 0; sent < 512 * 1024;) {
        struct pollfd one = {.fd = fd, .events = POLLOUT};
        if (poll(&one, 1, 100) != 1)
            break;
        ssize_t count = send(fd, block, sizeof block, MSG_DONTWAIT);
        if (count < 0 && errno != EAGAIN)
            break;
        sent += count > 0 ? (size_t)count : 0;
    }
    close(fd);
    puts("left without reading");
}

static void leave(const char *path)
{
    char line[32];
    int fd = call(path);
    draw_line(line, sizeof line);
    if (send(fd, line, sizeof line, 0) != (ssize_t)sizeof line)
        give_up("the server did not take a line");
    close(fd);
    puts("left at once");
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    patience = atoi(argv[3]);
    alarm(20 * (unsigned)patience);
    signal(SIGPIPE, SIG_IGN);
    if (strcmp(argv[2], "flood") == 0)
        flood(argv[1]);
    else if (strcmp(argv[2], "leave") == 0)
        leave(argv[1]);
    else if (strcmp(argv[2], "trickle") == 0)
        trickle(argv[1]);
    else
        ask(argv[1], strcmp(argv[2], "many") == 0 ? 40 : 1);
    return 0;
}
