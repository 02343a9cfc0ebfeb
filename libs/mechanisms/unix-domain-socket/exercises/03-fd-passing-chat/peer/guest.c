/* What a guest can do. */
#define _GNU_SOURCE
#include "guests.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un address = {.sun_family = AF_UNIX};
static int patience;

void begin(const char *path, int by)
{
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    patience = by;
    alarm(25 * (unsigned)by);
}

int patience_of_run(void)
{
    return patience;
}

void tell(const char *word, const char *one, const char *two, const char *three)
{
    const char *const words[] = {one, two, three};
    printf("%s", word);
    for (int i = 0; i < 3 && words[i] != NULL; i++) {
        putchar(' ');
        for (size_t at = 0; words[i][at] != '\0' && at < 60; at++)
            putchar(words[i][at] == ' ' ? '\xA0' : words[i][at]);
        if (words[i][0] == '\0')
            putchar('\xA0');
    }
    putchar('\n');
    exit(0);
}

void enter(struct guest *guest, const char *name)
{
    struct timeval most = {.tv_sec = LIMIT_MS / 1000 * patience};
    memset(guest, 0, sizeof *guest);
    strncpy(guest->name, name, sizeof guest->name - 1);
    guest->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(guest->fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
    if (connect(guest->fd, (struct sockaddr *)&address, sizeof address) < 0)
        tell("refused", name, strerror(errno), NULL);
}

void say(struct guest *guest, const char *bytes, size_t length)
{
    /* Who has ended is found when it is listened to. */
    while (length > 0) {
        ssize_t sent = send(guest->fd, bytes, length, MSG_NOSIGNAL);
        if (sent < 0)
            return;
        bytes += sent;
        length -= (size_t)sent;
    }
}

long listen_to(struct guest *guest, int limit_ms)
{
    struct pollfd watched = {.fd = guest->fd, .events = POLLIN};
    if (poll(&watched, 1, limit_ms * patience) == 0)
        return -1;
    ssize_t came = recv(guest->fd, guest->bytes + guest->filled, sizeof guest->bytes - guest->filled, 0);
    if (came > 0)
        guest->filled += (size_t)came;
    return came > 0 ? came : 0;
}

void next_line(struct guest *guest, char *line, const char *wanted)
{
    char *end;
    while ((end = memchr(guest->bytes, '\n', guest->filled)) == NULL) {
        long came = guest->filled == sizeof guest->bytes ? 0 : listen_to(guest, LIMIT_MS);
        if (came < 0)
            tell("silent", guest->name, wanted, NULL);
        if (came == 0)
            tell("ended", guest->name, wanted, NULL);
    }
    size_t length = (size_t)(end - guest->bytes);
    memcpy(line, guest->bytes, length);
    line[length] = '\0';
    guest->filled -= length + 1;
    memmove(guest->bytes, end + 1, guest->filled);
}

void expect(struct guest *guest, const char *word, const char *wanted)
{
    char line[sizeof guest->bytes];
    next_line(guest, line, wanted);
    if (strcmp(line, wanted) != 0)
        tell(word, guest->name, wanted, line);
}

void join(struct guest *guest, const char *name)
{
    char words[64];
    enter(guest, name);
    say(guest, words, (size_t)snprintf(words, sizeof words, "%s\n", name));
    snprintf(words, sizeof words, "welcome %s", name);
    expect(guest, "other", words);
}

void leave(struct guest *guest)
{
    long came;
    shutdown(guest->fd, SHUT_WR);
    while ((came = listen_to(guest, LIMIT_MS)) > 0)
        guest->filled = 0;
    if (came < 0)
        tell("open", guest->name, NULL, NULL);
    close(guest->fd);
}

void make_text(char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        unsigned char drawn[256];
        size_t part = length - at < sizeof drawn ? length - at : sizeof drawn;
        if (getrandom(drawn, part, 0) != (ssize_t)part)
            abort();
        for (size_t i = 0; i < part; i++)
            text[at++] = (char)('a' + drawn[i] % 26);
    }
    text[length] = '\0';
}
