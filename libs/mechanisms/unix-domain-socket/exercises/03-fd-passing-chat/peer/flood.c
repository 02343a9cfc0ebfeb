/* One guest that says much, and others that listen; what each got is compared with what was said as it comes. */
#define _GNU_SOURCE
#include "flood.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Fewer lines than a socket holds are on their way, so that nobody but a deaf guest ever has a full one. */
enum { LENGTH_MAX = 1000, WAY_MAX = 50 };

static char letters[2 * LENGTH_MAX + 1];

/* Line `number` as its author writes it. */
static size_t write_line(char *line, int number, size_t length)
{
    size_t head = (size_t)sprintf(line, "%06d ", number);
    memcpy(line + head, letters + number % LENGTH_MAX, length - head);
    line[length] = '\n';
    return length + 1;
}

static void tell_count(const char *word, const struct guest *guest, int got, int lines)
{
    char count[16], all[16];
    sprintf(count, "%d", got);
    sprintf(all, "%d", lines);
    tell(word, guest->name, count, all);
}

/* Compares all whole lines that have come with those that were said; the number of the next one. */
static int compare(struct guest *guest, const char *author, int next, int lines, size_t length)
{
    char wanted[LENGTH_MAX + 64];
    size_t from = 0;
    for (;;) {
        size_t head = (size_t)sprintf(wanted, "%s: ", author);
        size_t whole = head + write_line(wanted + head, next, length);
        if (guest->filled - from < whole)
            break;
        if (next == lines || memcmp(guest->bytes + from, wanted, whole) != 0)
            tell_count("mangled", guest, next + 1, lines);
        from += whole;
        next++;
    }
    guest->filled -= from;
    memmove(guest->bytes, guest->bytes + from, guest->filled);
    return next;
}

void flood(struct guest *guests, int count, int deaf, int lines, size_t length)
{
    char line[LENGTH_MAX + 16];
    int said = 0, got[GUESTS_MAX] = {0}, listening = count - deaf;
    size_t left = 0, size = 0;
    make_text(letters, 2 * LENGTH_MAX);
    for (;;) {
        struct pollfd watched[GUESTS_MAX];
        int behind = -1;
        for (int i = 0; i < listening; i++) {
            watched[i] = (struct pollfd){.fd = guests[i].fd, .events = POLLIN};
            if (got[i] < lines && (behind < 0 || got[i] < got[behind]))
                behind = i;
        }
        if (behind < 0)
            return;
        if (left == 0 && said < lines && said - got[behind] < WAY_MAX)
            left = size = write_line(line, said++, length);
        if (left > 0)
            watched[0].events |= POLLOUT;
        if (poll(watched, (nfds_t)listening, LIMIT_MS * patience_of_run()) == 0)
            tell_count("stalled", &guests[behind], got[behind], lines);
        if (watched[0].revents & POLLOUT) {
            ssize_t sent = send(guests[0].fd, line + size - left, left, MSG_NOSIGNAL | MSG_DONTWAIT);
            left -= sent > 0 ? (size_t)sent : 0;
        }
        for (int i = 0; i < listening; i++)
            if (watched[i].revents & ~POLLOUT) {
                if (listen_to(&guests[i], 0) == 0)
                    tell_count("cut", &guests[i], got[i], lines);
                got[i] = compare(&guests[i], guests[0].name, got[i], lines, length);
            }
    }
}

void catch_up(struct guest *guest, int lines, size_t length)
{
    int got = 0;
    while (got < lines) {
        if (listen_to(guest, LIMIT_MS) <= 0)
            tell_count("lost", guest, got, lines);
        got = compare(guest, "ann", got, lines, length);
    }
}
