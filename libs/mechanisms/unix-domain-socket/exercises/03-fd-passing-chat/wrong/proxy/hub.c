/* Copies bytes between clients and workers: that is how one joins two connections where nothing else can be sent. */
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

enum { SIGNALS, CLIENTS, WORKERS, OTHERS, WORKERS_MAX = 16, PAIRS_MAX = 200 };

static struct pollfd watched[OTHERS + WORKERS_MAX + 2 * PAIRS_MAX]; /* workers stand in the order in which they joined, then pairs */
static struct sockaddr_un rooms[1024]; /* of the worker with this descriptor */
static int pair[PAIRS_MAX][2], pairs; /* a client, and who stands for it in the worker */
static nfds_t joined, next_turn;

static void fail(const char *what)
{
    fprintf(stderr, "hub: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int open_door(struct sockaddr_un *address, const char *path, const char *behind)
{
    struct stat there;
    if (snprintf(address->sun_path, sizeof address->sun_path, "%s%s", path, behind) >= (int)sizeof address->sun_path) {
        fprintf(stderr, "hub: the path is too long\n");
        exit(1);
    }
    address->sun_family = AF_UNIX;
    if (lstat(address->sun_path, &there) == 0 && S_ISSOCK(there.st_mode))
        unlink(address->sun_path);
    int door = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
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
        if (read(worker, &rooms[worker], sizeof rooms[worker]) != sizeof rooms[worker])
            close(worker);
        else
            watched[OTHERS + joined++] = (struct pollfd){.fd = worker, .events = POLLIN};
    }
}

static void part_with(nfds_t worker)
{
    close(watched[OTHERS + worker].fd);
    joined--;
    memmove(&watched[OTHERS + worker], &watched[OTHERS + worker + 1], (joined - worker) * sizeof watched[0]);
    if (worker < next_turn)
        next_turn--;
}

/* Connects to a worker's own socket, the name of which it has told. */
static int reach(int worker)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, (struct sockaddr *)&rooms[worker], sizeof rooms[worker]) == 0)
        return fd;
    close(fd);
    return -1;
}

/* To the one whose turn it is; who has ended is skipped. Nobody there: the connection is closed. */
static void pass_on(int connection)
{
    while (joined > 0) {
        if (next_turn >= joined)
            next_turn = 0;
        int fd = pairs < PAIRS_MAX ? reach(watched[OTHERS + next_turn].fd) : -1;
        if (fd >= 0) {
            next_turn++;
            pair[pairs][0] = connection;
            pair[pairs++][1] = fd;
            return;
        }
        part_with(next_turn);
    }
    close(connection);
}

/* From one end of a pair to the other; 0 when there will be no more. */
static int forward(int from, int to)
{
    char bytes[65536];
    ssize_t came = recv(from, bytes, sizeof bytes, MSG_DONTWAIT);
    if (came < 0)
        return errno == EAGAIN || errno == EINTR;
    for (ssize_t at = 0; at < came;) {
        ssize_t sent = send(to, bytes + at, (size_t)(came - at), MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return 0;
        at += sent > 0 ? sent : 0;
    }
    return came > 0;
}

static void serve_pairs(void)
{
    for (int i = pairs; i-- > 0;)
        if (!forward(pair[i][0], pair[i][1]) || !forward(pair[i][1], pair[i][0])) {
            close(pair[i][0]);
            close(pair[i][1]);
            pairs--;
            pair[i][0] = pair[pairs][0];
            pair[i][1] = pair[pairs][1];
        }
}

static void serve(void)
{
    for (;;) {
        for (int i = 0; i < pairs; i++)
            for (int end = 0; end < 2; end++)
                watched[OTHERS + joined + 2 * (nfds_t)i + (nfds_t)end] = (struct pollfd){.fd = pair[i][end], .events = POLLIN};
        if (poll(watched, OTHERS + joined + 2 * (nfds_t)pairs, -1) < 0) {
            if (errno == EINTR)
                continue;
            fail("poll");
        }
        if (watched[SIGNALS].revents != 0)
            return;
        serve_pairs();
        for (nfds_t worker = joined; worker-- > 0;)
            if (watched[OTHERS + worker].revents != 0) /* they never speak: this is the end of one */
                part_with(worker);
        int connection = watched[CLIENTS].revents != 0 ? accept4(watched[CLIENTS].fd, NULL, NULL, SOCK_CLOEXEC) : -1;
        let_workers_in();
        if (connection >= 0)
            pass_on(connection);
    }
}

int main(int argc, char **argv)
{
    struct sockaddr_un clients = {0}, workers = {0};
    sigset_t term;
    if (argc != 2) {
        fprintf(stderr, "usage: hub PATH\n");
        return 2;
    }
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    watched[SIGNALS] = (struct pollfd){.fd = signalfd(-1, &term, SFD_CLOEXEC), .events = POLLIN};
    watched[WORKERS] = (struct pollfd){.fd = open_door(&workers, argv[1], ".workers"), .events = POLLIN};
    watched[CLIENTS] = (struct pollfd){.fd = open_door(&clients, argv[1], ""), .events = POLLIN};
    puts("ready");
    fflush(stdout);
    serve();
    unlink(clients.sun_path);
    unlink(workers.sun_path);
    return 0;
}
