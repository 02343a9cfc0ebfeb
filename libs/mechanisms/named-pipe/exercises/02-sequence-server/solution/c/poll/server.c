/*
 * server: hands out blocks of numbers. Requests come as lines `PID N` through PATH, each reply goes to PATH.PID.
 *
 * Design: poll on the FIFO and on a signalfd. A spare write end is kept open, so that the last client's close is no
 * end-of-file and no client ever finds a moment without a reader. Replies are written without ever blocking.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, LINE_MAX_BYTES = 512, COUNT_MAX = 1000000 };

static const char *path;
static unsigned long long next_first;

static int complain(const char *what)
{
    fprintf(stderr, "server: %s: %s\n", what, strerror(errno));
    return FAILED;
}

/* A client has its FIFO open before it asks: who is not there now is dead, and nobody waits for the dead. */
static void reply(long pid, unsigned long long first)
{
    char name[4096], text[32];
    snprintf(name, sizeof name, "%s.%ld", path, pid);
    int fd = open(name, O_WRONLY | O_NONBLOCK | O_NOFOLLOW); /* ENXIO: no reader; no O_CREAT, the FIFO is the client's */
    if (fd < 0)
        return;
    int length = snprintf(text, sizeof text, "%llu\n", first);
    if (write(fd, text, (size_t)length) < 0)
        perror("server: a client went away");
    close(fd);
}

/* Takes a number of at most nine digits and moves past it; -1 when there is none. */
static long number(const char **at)
{
    long value = 0;
    int digits = 0;
    while (**at >= '0' && **at <= '9' && digits < 10) {
        value = value * 10 + (*(*at)++ - '0');
        digits++;
    }
    return digits == 0 || digits > 9 ? -1 : value;
}

static void serve_line(const char *line)
{
    long pid = number(&line);
    if (pid <= 0 || *line++ != ' ')
        return;
    long count = number(&line);
    if (count < 1 || count > COUNT_MAX || *line != '\0')
        return;
    reply(pid, next_first);
    next_first += (unsigned long long)count;
}

/* Lines may come in pieces, or several at once: what has no newline yet is kept for the next read. */
static void take(const char *bytes, ssize_t size)
{
    static char line[LINE_MAX_BYTES];
    static size_t length;
    for (ssize_t i = 0; i < size; i++) {
        if (bytes[i] != '\n') {
            if (length < sizeof line)
                line[length++] = bytes[i];
            continue;
        }
        if (length < sizeof line && memchr(line, '\0', length) == NULL) {
            line[length] = '\0';
            serve_line(line);
        }
        length = 0;
    }
}

static int serve(int requests, int signals)
{
    static char buffer[65536];
    struct pollfd both[] = {{.fd = requests, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
    for (;;) {
        if (poll(both, 2, -1) < 0 && errno != EINTR)
            return complain("poll");
        if (both[1].revents != 0)
            return 0;
        ssize_t got = read(requests, buffer, sizeof buffer);
        if (got < 0 && errno != EAGAIN && errno != EINTR)
            return complain("cannot read requests");
        take(buffer, got);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s PATH\n", argv[0]);
        return USAGE;
    }
    path = argv[1];
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    signal(SIGPIPE, SIG_IGN); /* a client that dies must not take the server with it */
    int signals = signalfd(-1, &ends, 0);

    struct stat about;
    if (mkfifo(path, 0600) < 0 && errno != EEXIST)
        return complain(path);
    int requests = open(path, O_RDONLY | O_NONBLOCK);
    if (requests < 0 || fstat(requests, &about) < 0)
        return complain(path);
    if (!S_ISFIFO(about.st_mode)) {
        fprintf(stderr, "server: %s is not a FIFO\n", path);
        return FAILED;
    }
    int spare = open(path, O_WRONLY);
    if (spare < 0 || signals < 0)
        return complain(path);
    puts("ready");
    fflush(stdout);
    int status = serve(requests, signals);
    unlink(path);
    return status;
}
