/*
 * barrier: COUNT copies print `round r` only when all have arrived at round r; FIFOs in DIR are all that joins them.
 *
 * Design: copy 0 leads. Each follower has a FIFO up to the leader and one down from it. An arrival is a byte up, the release a
 * byte down, one for each follower in a FIFO of its own, so that nobody can take another's. Each end is held by one process
 * only: when a partner dies, its other end is at end-of-file. The leader removes both names as soon as both sides are in.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, PEER_LOST = 3, COUNT_MAX = 16, ROUNDS_MAX = 1000 };

static const char *directory;
static int up[COUNT_MAX], down[COUNT_MAX]; /* by follower; a follower uses its own two */

static void fail(const char *what)
{
    fprintf(stderr, "barrier: %s: %s\n", what, strerror(errno));
    exit(FAILED);
}

static void lost(const char *who)
{
    fprintf(stderr, "barrier: %s is gone before all have arrived\n", who);
    exit(PEER_LOST);
}

static const char *name_of(const char *way, int follower)
{
    static char name[4096];
    snprintf(name, sizeof name, "%s/%s.%d", directory, way, follower);
    return name;
}

/* Both sides make it; opening sleeps until the other side is there. */
static int meet(const char *way, int follower, int flags)
{
    const char *name = name_of(way, follower);
    if (mkfifo(name, 0600) < 0 && errno != EEXIST)
        fail(name);
    int fd;
    do
        fd = open(name, flags);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        fail(name);
    return fd;
}

static void join(int count, int index)
{
    if (index > 0) {
        up[index] = meet("up", index, O_WRONLY);
        down[index] = meet("down", index, O_RDONLY);
        return;
    }
    for (int i = 1; i < count; i++) {
        up[i] = meet("up", i, O_RDONLY);
        down[i] = meet("down", i, O_WRONLY);
        unlink(name_of("up", i));
        unlink(name_of("down", i));
    }
}

/* Reads to the end of a line. A byte at a time: what belongs to the next round stays where it is. */
static void await_line(void)
{
    char byte = 0;
    while (byte != '\n') {
        ssize_t got = read(STDIN_FILENO, &byte, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            fprintf(stderr, "barrier: standard input ended early\n");
            exit(FAILED);
        }
    }
}

static void await_byte(int fd, const char *whose)
{
    char byte;
    ssize_t got;
    do
        got = read(fd, &byte, 1);
    while (got < 0 && errno == EINTR);
    if (got <= 0)
        lost(whose);
}

static void lead(int count)
{
    struct pollfd missing[COUNT_MAX];
    nfds_t left = 0;
    for (int i = 1; i < count; i++)
        missing[left++] = (struct pollfd){.fd = up[i], .events = POLLIN};
    /* All at once: whoever dies first is noticed, whether or not it would have been the next to be asked. */
    while (left > 0) {
        if (poll(missing, left, -1) < 0)
            continue;
        for (nfds_t at = left; at-- > 0;)
            if (missing[at].revents != 0) {
                await_byte(missing[at].fd, "a follower");
                missing[at] = missing[--left];
            }
    }
    /* All have arrived. Who dies now has been part of this round: only the next one will miss it. */
    for (int i = 1; i < count; i++)
        if (write(down[i], "r", 1) < 0 && errno != EPIPE)
            fail("cannot release a follower");
}

static void follow(int index)
{
    if (write(up[index], "a", 1) < 0)
        lost("the leader");
    await_byte(down[index], "the leader");
}

static int number(const char *text, int from, int to)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || value < from || value > to) {
        fprintf(stderr, "usage: barrier DIR COUNT INDEX ROUNDS: %s is not a number from %d to %d\n", text, from, to);
        exit(USAGE);
    }
    return (int)value;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: %s DIR COUNT INDEX ROUNDS\n", argv[0]);
        return USAGE;
    }
    directory = argv[1];
    int count = number(argv[2], 1, COUNT_MAX);
    int index = number(argv[3], 0, count - 1);
    int rounds = number(argv[4], 1, ROUNDS_MAX);
    signal(SIGPIPE, SIG_IGN);
    join(count, index);
    for (int round = 1; round <= rounds; round++) {
        char text[32];
        await_line();
        if (index == 0)
            lead(count);
        else
            follow(index);
        int length = snprintf(text, sizeof text, "round %d\n", round);
        if (write(STDOUT_FILENO, text, (size_t)length) != length)
            fail("cannot write the output");
    }
    return 0;
}
