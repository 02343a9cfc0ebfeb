/* One frame after another, and what may be wrong with the reply. */
#define _GNU_SOURCE
#include "frames.h"
#include "modes.h"
#include <stdio.h>
#include <string.h>

static struct reply reply;

void say(int fd, const char *text, size_t length)
{
    static unsigned char frame[FRAME_MAX];
    send_all(fd, frame, put_frame(frame, text, length));
}

/* The bytes of a length, highest first, as words of a line. */
static void print_length(char *into, size_t length)
{
    sprintf(into, "%02zx%%20%02zx%%20%02zx%%20%02zx", length >> 24 & 255, length >> 16 & 255, length >> 8 & 255, length & 255);
}

void expect(int fd, const char *text, size_t length, const char *wanted)
{
    char bytes[32];
    switch (hear(fd, &reply, now() + 2 * patience)) {
    case HEARD_NOTHING:
        tell("silence %s", quote(text, length));
    case HEARD_END:
        tell("closed %s", quote(text, length));
    case HEARD_LENGTH:
        print_length(bytes, strlen(wanted));
        tell("length %zu %s %s", reply.length, bytes, quote(text, length));
    case HEARD_REPLY:
        if (reply.length != strlen(wanted) || memcmp(reply.text, wanted, reply.length) != 0)
            tell("reply %s %s %s", quote(text, length), quote(reply.text, reply.length), quote(wanted, strlen(wanted)));
    }
}

int serves(int fd)
{
    say(fd, "20 + 22", 7);
    return hear(fd, &reply, now() + 2 * patience) == HEARD_REPLY && strcmp(reply.text, "42") == 0 ? 0 : -1;
}
