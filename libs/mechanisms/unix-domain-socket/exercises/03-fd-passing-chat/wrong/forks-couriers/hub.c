/* A child of the hub's passes each client on and stays: the hub has closed its copy, the child holds another one. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { SIGNALS, CLIENTS, WORKERS, OTHERS, WORKERS_MAX = 16 };

static struct pollfd watched[OTHERS + WORKERS_MAX]; /* workers stand in the order in which they joined */
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

/* A child for each client hands it over, so that a slow worker holds up nobody, and sees to it that the worker stays. */
static int send_courier(int worker, int connection)
{
    if (fork() != 0)
        return 1;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (give(worker, connection))
        pause();
    _exit(0);
}

/* To the one whose turn it is; who has ended is skipped. Nobody there: the connection is closed. */
static void pass_on(int connection)
{
    while (joined > 0) {
        if (next_turn >= joined)
            next_turn = 0;
        if (send_courier(watched[OTHERS + next_turn].fd, connection)) {
            next_turn++;
            break;
        }
        part_with(next_turn);
    }
    close(connection); /* end-of-file comes when the last copy is closed */
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
