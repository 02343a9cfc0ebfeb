/*
 * caller PORT HOW PATIENCE: a client of its own kind. Its last line is `ok`, or what it saw in words that the checks know.
 *   expressions: texts and their replies        pieces: frames together, byte by byte, split, before a half-close
 *   crowd: 50 connections, 20 requests each     one:    three requests
 *   many:  200 connections, five at a time      hold:   five connections that stay, one of them inside a frame
 *   stall, flood, lengths, vanish: see rude.c   where:  who listens here, see where.c
 */
#define _GNU_SOURCE
#include "expressions.h"
#include "frames.h"
#include "modes.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct reply reply;

/* Whoever does not answer a frame may wait for one whose length begins with its lowest byte. */
static void try_other_order(const char *port)
{
    static const unsigned char frame[] = {5, 0, 0, 0, '1', ' ', '+', ' ', '2'};
    int fd = call(port);
    send_all(fd, frame, sizeof frame);
    enum heard heard = hear(fd, &reply, now() + 2 * patience);
    if (heard == HEARD_LENGTH && reply.header[0] == 1)
        tell("length %zu 00%%2000%%2000%%2001 1%%20+%%202", reply.length);
    close(fd);
}

static void ask_expressions(const char *port)
{
    int fd = call(port);
    say(fd, "1 + 2", 5);
    enum heard heard = hear(fd, &reply, now() + 2 * patience);
    if (heard == HEARD_END || heard == HEARD_NOTHING) {
        try_other_order(port);
        tell("%s 1%%20+%%202", heard == HEARD_END ? "closed" : "silence");
    }
    close(fd);
    fd = call(port);
    for (size_t i = 0; i < expressions_count; i++) {
        const struct expression *one = &expressions[i];
        say(fd, one->text, one->length);
        expect(fd, one->text, one->length, one->reply);
    }
    for (int i = 0; i < 20; i++) {
        struct expression one = draw_expression();
        say(fd, one.text, one.length);
        expect(fd, one.text, one.length, one.reply);
    }
    close(fd);
}

/* Ten frames in one segment. */
static void send_together(const char *port)
{
    unsigned char block[256];
    size_t count = 0;
    int fd = call(port);
    for (int i = 0; i < 10; i++) {
        char text[16];
        count += put_frame(block + count, text, (size_t)sprintf(text, "%d * 3", i));
    }
    send_all(fd, block, count);
    for (int i = 0; i < 10; i++) {
        char wanted[16];
        sprintf(wanted, "%d", 3 * i);
        if (hear(fd, &reply, now() + 2 * patience) != HEARD_REPLY)
            tell("together %d", i);
        if (strcmp(reply.text, wanted) != 0)
            tell("order %d %s %s", i + 1, quote(reply.text, reply.length), wanted);
    }
    close(fd);
}

static void send_in_pieces(const char *port, int first)
{
    unsigned char block[64];
    int fd = call(port);
    size_t count = put_frame(block, "40 - 100", 8);
    for (size_t at = 0; at < count;) {
        size_t piece = first == 0 || (at > 0 && at < HEADER) ? 1 : first;
        if (first > 0)
            piece = at == 0 ? (size_t)first : at < HEADER ? HEADER - at : count - at;
        send_all(fd, block + at, piece);
        at += piece;
        rest(first == 0 ? 2 : 20);
    }
    if (hear(fd, &reply, now() + 2 * patience) != HEARD_REPLY || strcmp(reply.text, "-60") != 0)
        tell(first == 0 ? "bytewise" : "split %d %d", first, HEADER - first);
    close(fd);
}

/* Three frames, half of a fourth one, and the end. */
static void half_close(const char *port)
{
    unsigned char block[128];
    size_t count = 0;
    int fd = call(port);
    for (int i = 0; i < 4; i++)
        count += put_frame(block + count, "6 * 7", 5);
    send_all(fd, block, count - 3);
    shutdown(fd, SHUT_WR);
    for (int i = 0; i < 3; i++)
        if (hear(fd, &reply, now() + 2 * patience) != HEARD_REPLY)
            tell("half-closed %d", i);
    enum heard heard = hear(fd, &reply, now() + 2 * patience);
    if (heard != HEARD_END)
        tell(heard == HEARD_NOTHING ? "open-after-end" : "answered-half");
    close(fd);
}

static void ask_in_pieces(const char *port)
{
    send_together(port);
    send_in_pieces(port, 0);
    for (int first = 1; first <= 3; first++)
        send_in_pieces(port, first);
    half_close(port);
}

static void crowd(const char *port)
{
    enum { CLIENTS = 50, REQUESTS = 20 };
    int fds[CLIENTS];
    char text[32], wanted[32];
    for (int i = 0; i < CLIENTS; i++)
        fds[i] = call(port);
    for (int i = 0; i < CLIENTS; i++)
        for (int number = 0; number < REQUESTS; number++)
            say(fds[i], text, (size_t)sprintf(text, "%d + %d", 1000 * i, number));
    for (int i = 0; i < CLIENTS; i++)
        for (int number = 0; number < REQUESTS; number++) {
            enum heard heard = hear(fds[i], &reply, now() + 2 * patience);
            sprintf(wanted, "%d", 1000 * i + number);
            if (heard != HEARD_REPLY)
                tell("crowd %d %d", i + 1, number);
            if (strcmp(reply.text, wanted) != 0)
                tell("foreign %d %s %s", i + 1, quote(reply.text, reply.length), wanted);
        }
}

static void ask_by_many(const char *port)
{
    int fds[5];
    for (int number = 0; number < 200; number++) {
        int *fd = &fds[number % 5];
        *fd = call(port);
        if (serves(*fd) < 0)
            tell("unserved %d", number + 1);
        if (number % 4 == 0)
            send_all(*fd, "\0\0\0\011" "1 +", 7);
        if (number % 5 == 4)
            for (int i = 0; i < 5; i++)
                close(fds[i]);
    }
}

static void hold(const char *port)
{
    for (int i = 0; i < 5; i++) {
        int fd = call(port);
        if (serves(fd) < 0)
            tell("unserved %d", i + 1);
        if (i == 2)
            send_all(fd, "\0\0\0\011" "1 +", 7);
    }
    puts("here");
    fflush(stdout);
    pause();
}

static void ask_one(const char *port)
{
    int fd = call(port);
    for (int i = 0; i < 3; i++)
        if (serves(fd) < 0)
            tell("unserved 1");
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*play)(const char *port);
    } modes[] = {
        {"expressions", ask_expressions}, {"pieces", ask_in_pieces}, {"crowd", crowd}, {"one", ask_one}, {"many", ask_by_many},
        {"hold", hold}, {"stall", stall}, {"flood", flood}, {"lengths", lengths}, {"vanish", vanish},
    };
    if (argc != 4)
        return 2;
    patience = atoi(argv[3]);
    alarm(20 * (unsigned)patience);
    if (strcmp(argv[2], "where") == 0)
        where();
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++)
        if (strcmp(argv[2], modes[i].name) == 0)
            modes[i].play(argv[1]);
    tell("ok");
}
