/*
 * One loop. A connection stays open here until its worker has acknowledged it, so that none is lost: what a worker that ends has not
 * acknowledged goes to the next one. Workers come to PATH.hub, which keeps messages apart.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { SIGNALS, CLIENTS, WORKERS, OTHERS, WORKERS_MAX = 16, GIVEN_MAX = 64 };

struct worker {
    int given[GIVEN_MAX]; /* connections that it has not acknowledged, oldest first */
    int count;
};

static struct pollfd watched[OTHERS + WORKERS_MAX]; /* workers stand in the order in which they joined */
static struct worker workers[WORKERS_MAX]; /* workers[i] at watched[OTHERS + i] */
static nfds_t joined, next_turn;

static void fail(const char *what)
{
    fprintf(stderr, "hub: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int open_door(struct sockaddr_un *address, const char *path, const char *behind, int type)
{
    struct stat there;
    if (snprintf(address->sun_path, sizeof address->sun_path, "%s%s", path, behind) >= (int)sizeof address->sun_path) {
        fprintf(stderr, "hub: the path is too long\n");
        exit(1);
    }
    address->sun_family = AF_UNIX;
    if (lstat(address->sun_path, &there) == 0 && S_ISSOCK(there.st_mode))
        unlink(address->sun_path);
    int door = socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (door < 0 || bind(door, (struct sockaddr *)address, sizeof *address) < 0 || listen(door, 64) < 0)
        fail(address->sun_path);
    return door;
}

/* All that wait: whoever is ready has come to the door before the client that is served next. */
static void let_workers_in(void)
{
    while (joined < WORKERS_MAX) {
        int worker = accept4(watched[WORKERS].fd, NULL, NULL, SOCK_CLOEXEC);
        if (worker < 0)
            return;
        workers[joined].count = 0;
        watched[OTHERS + joined++] = (struct pollfd){.fd = worker, .events = POLLIN};
    }
}

static int give(int worker, int connection)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } room = {0};
    struct iovec word = {.iov_base = "c", .iov_len = 1}; /* a descriptor travels with at least one byte */
    struct msghdr message = {
        .msg_iov = &word, .msg_iovlen = 1, .msg_control = room.bytes, .msg_controllen = sizeof room.bytes};
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof connection);
    memcpy(CMSG_DATA(rights), &connection, sizeof connection);
    ssize_t sent;
    while ((sent = sendmsg(worker, &message, MSG_NOSIGNAL)) < 0 && errno == EINTR)
        continue;
    return sent == 1;
}

static void pass_on(int connection);
static void hear(nfds_t at);

static void part_with(nfds_t at)
{
    struct worker ended = workers[at];
    close(watched[OTHERS + at].fd);
    joined--;
    memmove(&watched[OTHERS + at], &watched[OTHERS + at + 1], (joined - at) * sizeof watched[0]);
    memmove(&workers[at], &workers[at + 1], (joined - at) * sizeof workers[0]);
    if (at < next_turn)
        next_turn--;
    for (int i = 0; i < ended.count; i++)
        pass_on(ended.given[i]);
}

/* To the one whose turn it is; who has ended is skipped. Nobody there: the connection is closed. */
static void pass_on(int connection)
{
    while (joined > 0) {
        if (next_turn >= joined)
            next_turn = 0;
        struct worker *one = &workers[next_turn];
        if (one->count == GIVEN_MAX) {
            hear(next_turn); /* waits until it has acknowledged one */
        } else if (give(watched[OTHERS + next_turn].fd, connection)) {
            one->given[one->count++] = connection;
            next_turn++;
            return;
        } else {
            part_with(next_turn);
        }
    }
    close(connection);
}

/* An acknowledgement, or the end of a worker. */
static void hear(nfds_t at)
{
    char word;
    ssize_t came = recv(watched[OTHERS + at].fd, &word, 1, 0);
    if (came < 0 && errno == EINTR)
        return;
    if (came <= 0 || workers[at].count == 0) {
        part_with(at);
        return;
    }
    close(workers[at].given[0]); /* end-of-file comes when the last copy is closed */
    workers[at].count--;
    memmove(workers[at].given, workers[at].given + 1, (size_t)workers[at].count * sizeof(int));
}

static void serve(void)
{
    for (;;) {
        if (poll(watched, OTHERS + joined, -1) < 0) {
            if (errno == EINTR)
                continue;
            fail("poll");
        }
        if (watched[SIGNALS].revents != 0)
            return;
        for (nfds_t worker = joined; worker-- > 0;)
            if (watched[OTHERS + worker].revents != 0)
                hear(worker);
        int connection = watched[CLIENTS].revents != 0 ? accept4(watched[CLIENTS].fd, NULL, NULL, SOCK_CLOEXEC) : -1;
        let_workers_in();
        if (connection >= 0)
            pass_on(connection);
    }
}

int main(int argc, char **argv)
{
    struct sockaddr_un clients = {0}, door = {0};
    sigset_t term;
    if (argc != 2) {
        fprintf(stderr, "usage: hub PATH\n");
        return 2;
    }
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    watched[SIGNALS] = (struct pollfd){.fd = signalfd(-1, &term, SFD_CLOEXEC), .events = POLLIN};
    watched[WORKERS] = (struct pollfd){.fd = open_door(&door, argv[1], ".hub", SOCK_SEQPACKET), .events = POLLIN};
    watched[CLIENTS] = (struct pollfd){.fd = open_door(&clients, argv[1], "", SOCK_STREAM), .events = POLLIN};
    puts("ready");
    fflush(stdout);
    serve();
    unlink(clients.sun_path);
    unlink(door.sun_path);
    return 0;
}
