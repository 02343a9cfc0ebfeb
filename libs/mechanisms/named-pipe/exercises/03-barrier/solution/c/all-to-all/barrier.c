/*
 * barrier: COUNT copies print `round r` only when all have arrived at round r; FIFOs in DIR are all that joins them.
 *
 * Design: nobody leads. There is a FIFO from each copy to each other one. An arrival is a byte to everybody, and a copy goes on
 * when it has a byte from everybody. Read ends are opened first and without waiting, write ends then wait for them: no circle.
 * A copy that is gone leaves end-of-file behind its last byte, so who arrived before it left has still arrived.
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

static int count, own;
static int from[COUNT_MAX], to[COUNT_MAX];

static void fail(const char *what)
{
    perror(what);
    exit(FAILED);
}

static int open_fifo(const char *directory, int sender, int receiver, int flags)
{
    char name[4096];
    snprintf(name, sizeof name, "%s/%d-to-%d", directory, sender, receiver);
    if (mkfifo(name, 0600) < 0 && errno != EEXIST)
        fail("barrier: mkfifo");
    int fd;
    do
        fd = open(name, flags);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        fail("barrier: open");
    /* The writer is in when the reader is: from here on nobody needs the name. */
    if (sender == own)
        unlink(name);
    return fd;
}

static void join(const char *directory)
{
    for (int i = 0; i < count; i++)
        if (i != own)
            from[i] = open_fifo(directory, i, own, O_RDONLY | O_NONBLOCK);
    for (int i = 0; i < count; i++)
        if (i != own)
            to[i] = open_fifo(directory, own, i, O_WRONLY);
}

/* Takes the byte of copy `i`. 0 when it has not come yet after all. */
static int has_arrived(int i)
{
    char byte;
    ssize_t got = read(from[i], &byte, 1);
    if (got == 0) {
        fprintf(stderr, "barrier: copy %d is gone and has not arrived\n", i);
        exit(PEER_LOST);
    }
    if (got < 0 && errno != EAGAIN && errno != EINTR)
        fail("barrier: read");
    return got == 1;
}

static void meet(void)
{
    /* All are watched at once. poll, because a read before the first writer came would return 0, too. */
    struct pollfd missing[COUNT_MAX];
    for (int i = 0; i < count; i++) {
        missing[i] = (struct pollfd){.fd = i == own ? -1 : from[i], .events = POLLIN};
        /* EPIPE is no verdict yet: it may have arrived and died then. Its byte, or the want of it, decides. */
        if (i != own && write(to[i], "a", 1) < 0 && errno != EPIPE)
            fail("barrier: write");
    }
    for (int left = count - 1; left > 0;) {
        if (poll(missing, (nfds_t)count, -1) < 0)
            continue;
        for (int i = 0; i < count; i++)
            if (missing[i].fd >= 0 && missing[i].revents != 0 && has_arrived(i)) {
                missing[i].fd = -1; /* poll leaves it out */
                left--;
            }
    }
}

static int number(const char *text, int from, int to)
{
    char *end;
    long value = strtol(text, &end, 10);
    return *text == '\0' || *end != '\0' || value < from || value > to ? -1 : (int)value;
}

int main(int argc, char **argv)
{
    count = argc == 5 ? number(argv[2], 1, COUNT_MAX) : -1;
    own = count > 0 ? number(argv[3], 0, count - 1) : -1;
    int rounds = own >= 0 ? number(argv[4], 1, ROUNDS_MAX) : -1;
    if (rounds < 0) {
        fprintf(stderr, "usage: %s DIR COUNT INDEX ROUNDS\n", argv[0]);
        return USAGE;
    }
    signal(SIGPIPE, SIG_IGN);
    join(argv[1]);
    char line[65536];
    for (int round = 1; round <= rounds; round++) {
        if (fgets(line, sizeof line, stdin) == NULL) {
            fprintf(stderr, "barrier: standard input ended before round %d\n", round);
            return FAILED;
        }
        meet();
        if (dprintf(STDOUT_FILENO, "round %d\n", round) < 0)
            fail("barrier: cannot write the output");
    }
    return 0;
}
