/* calculator PORT: answers framed expressions, one process and one poll loop for all clients. */
#define _GNU_SOURCE
#include "evaluate.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CLIENTS_MAX = 1000, OUT_MAX = 16384 };

struct client {
    int fd;
    bool has_ended;
    size_t in_count, out_from, out_to;
    unsigned char in[FRAME_MAX], out[OUT_MAX];
};

static struct client *clients[CLIENTS_MAX];
static int clients_count;
static volatile sig_atomic_t is_over;

static void on_term(int number)
{
    (void)number;
    is_over = 1;
}

static bool has_room(const struct client *one)
{
    return OUT_MAX - one->out_to >= HEADER + REPLY_MAX;
}

/* Answers the complete frames, as long as there is room for replies. False when a length is too large. */
static bool answer(struct client *one)
{
    size_t at = 0;
    while (one->in_count - at >= HEADER && has_room(one)) {
        const size_t length = get_length(one->in + at);
        if (length > TEXT_MAX)
            return false;
        if (one->in_count - at < HEADER + length)
            break;
        unsigned char *reply = one->out + one->out_to;
        const size_t count = evaluate((const char *)one->in + at + HEADER, length, (char *)reply + HEADER);
        put_length(reply, count);
        one->out_to += HEADER + count;
        at += HEADER + length;
    }
    one->in_count -= at;
    memmove(one->in, one->in + at, one->in_count);
    return true;
}

static bool read_some(struct client *one)
{
    const ssize_t got = recv(one->fd, one->in + one->in_count, FRAME_MAX - one->in_count, MSG_DONTWAIT);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR;
    one->has_ended = got == 0;
    one->in_count += (size_t)got;
    return true;
}

static bool write_some(struct client *one)
{
    const ssize_t sent = send(one->fd, one->out + one->out_from, one->out_to - one->out_from, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0)
        return errno == EAGAIN || errno == EINTR;
    one->out_from += (size_t)sent;
    memmove(one->out, one->out + one->out_from, one->out_to - one->out_from);
    one->out_to -= one->out_from;
    one->out_from = 0;
    return true;
}

/* False when the connection is over. */
static bool serve(struct client *one, short events)
{
    if ((events & POLLOUT) != 0 && !write_some(one))
        return false;
    if ((events & (POLLIN | POLLHUP | POLLERR)) != 0 && !read_some(one))
        return false;
    size_t before;
    do {
        before = one->in_count;
        if (!answer(one) || (one->out_to > 0 && !write_some(one)))
            return false;
    } while (one->in_count < before && one->out_to == 0);
    /* Frames that found no room for their replies are still there. */
    return !one->has_ended || one->out_to > 0;
}

/* Who has replies lying here that it does not read is not read from. */
static short wanted(const struct client *one)
{
    short events = one->out_to > 0 ? POLLOUT : 0;
    if (!one->has_ended && one->in_count < FRAME_MAX && has_room(one))
        events |= POLLIN;
    return events;
}

static void welcome(int listener)
{
    struct client *one = malloc(sizeof *one);
    const int fd = one == NULL ? -1 : accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0) {
        free(one);
        return;
    }
    memset(one, 0, sizeof *one - sizeof one->in - sizeof one->out);
    one->fd = fd;
    clients[clients_count++] = one;
}

static void forget(int at)
{
    close(clients[at]->fd);
    free(clients[at]);
    clients[at] = clients[--clients_count];
}

static void serve_all(int listener, const sigset_t *while_waiting)
{
    static struct pollfd all[CLIENTS_MAX + 1];
    while (!is_over) {
        const int known = clients_count;
        for (int i = 0; i < known; i++)
            all[i] = (struct pollfd){.fd = clients[i]->fd, .events = wanted(clients[i])};
        all[known] = (struct pollfd){.fd = known < CLIENTS_MAX ? listener : -1, .events = POLLIN};
        if (ppoll(all, (nfds_t)known + 1, NULL, while_waiting) < 0)
            continue;
        if (all[known].revents != 0)
            welcome(listener);
        for (int i = known; i-- > 0;)
            if (all[i].revents != 0 && !serve(clients[i], all[i].revents))
                forget(i);
    }
}

static int listen_at(unsigned short port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    socklen_t size = sizeof address;
    const int on = 1;
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0 ||
        bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 128) < 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) < 0) {
        perror("calculator");
        exit(1);
    }
    printf("port %d\n", ntohs(address.sin_port));
    fflush(stdout);
    return fd;
}

int main(int argc, char **argv)
{
    char *end = NULL;
    const long port = argc == 2 ? strtol(argv[1], &end, 10) : -1;
    if (argc != 2 || argv[1][0] < '0' || argv[1][0] > '9' || *end != '\0' || port > 65535) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    /* SIGTERM comes in only while poll waits, so it cannot slip in between the question and the wait. */
    struct sigaction action = {.sa_handler = on_term};
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    sigaction(SIGTERM, &action, NULL);
    serve_all(listen_at((unsigned short)port), &before);
    return 0;
}
