/* All connections in one loop, SIGTERM as a descriptor, the mode set on the socket before it gets its name. */
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

enum { peers_max = 64, held_max = 65536 };

struct peer {
    char held[held_max];
    size_t from, count;
    int has_ended;
};

static struct sockaddr_un address = {.sun_family = AF_UNIX};
static struct peer *peers[peers_max];
static struct pollfd watched[peers_max + 2];
static size_t watching = 2;

static void fail(const char *what)
{
    fprintf(stderr, "server: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void take_name(int listener)
{
    struct stat there;
    if (lstat(address.sun_path, &there) == 0) {
        int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
        int is_alive = connect(probe, (struct sockaddr *)&address, sizeof address) == 0 || errno != ECONNREFUSED;
        close(probe);
        if (!S_ISSOCK(there.st_mode) || is_alive) {
            fprintf(stderr, "server: %s is taken\n", address.sun_path);
            exit(1);
        }
        unlink(address.sun_path);
    }
    umask(0);
    if (fchmod(listener, 0600) < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) < 0)
        fail("bind");
}

static void greet(int listener)
{
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    struct peer *one = malloc(sizeof *one);
    if (one == NULL) {
        close(fd);
        return;
    }
    one->from = one->count = 0;
    one->has_ended = 0;
    peers[watching - 2] = one;
    watched[watching++] = (struct pollfd){.fd = fd, .events = POLLIN};
}

static void part_with(size_t at)
{
    close(watched[at].fd);
    free(peers[at - 2]);
    watching--;
    watched[at] = watched[watching];
    peers[at - 2] = peers[watching - 2];
}

static void take_bytes(struct peer *one, int fd)
{
    ssize_t count = recv(fd, one->held, held_max, 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0) {
        one->has_ended = 1;
        return;
    }
    for (ssize_t i = 0; i < count; i++)
        if (one->held[i] >= 'a' && one->held[i] <= 'z')
            one->held[i] -= 'a' - 'A';
    one->from = 0;
    one->count = (size_t)count;
}

/* Answers first, reads when nothing waits to be sent. */
static void attend(size_t at)
{
    struct peer *one = peers[at - 2];
    if (one->count == 0)
        take_bytes(one, watched[at].fd);
    if (one->count > 0) {
        ssize_t sent = send(watched[at].fd, one->held + one->from, one->count, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            one->count = 0, one->has_ended = 1;
        if (sent > 0)
            one->from += (size_t)sent, one->count -= (size_t)sent;
    }
    watched[at].events = one->count > 0 ? POLLOUT : POLLIN;
    if (one->has_ended && one->count == 0)
        part_with(at);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: server PATH\n");
        return 2;
    }
    if (strlen(argv[1]) >= sizeof address.sun_path) {
        fprintf(stderr, "server: the path is too long: %s\n", argv[1]);
        return 1;
    }
    strcpy(address.sun_path, argv[1]);
    sigset_t term;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int signals = signalfd(-1, &term, SFD_CLOEXEC);
    if (listener < 0 || signals < 0)
        fail("socket");
    take_name(listener);
    if (listen(listener, 64) < 0)
        fail("listen");
    printf("ready\n");
    fflush(stdout);
    watched[0] = (struct pollfd){.fd = signals, .events = POLLIN};
    for (;;) {
        // A full house lets others wait at the door.
        watched[1] = (struct pollfd){.fd = watching - 2 < 12 ? listener : -1, .events = POLLIN};
        if (poll(watched, watching, -1) < 0)
            continue;
        if (watched[0].revents != 0)
            break;
        for (size_t at = watching; at-- > 2;)
            if (watched[at].revents != 0)
                attend(at);
        if (watched[1].revents != 0)
            greet(listener);
    }
    unlink(address.sun_path);
    return 0;
}
