/* Takes the number that the hub has sent for a descriptor of its own. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { SIGNALS, HUB, OTHERS, CLIENTS_MAX = 1000, NAME_MAX = 32, LINE_MAX = 1000, KEPT_MAX = 2 << 20 };

struct client {
    char name[NAME_MAX + 1]; /* empty until it has come */
    char line[LINE_MAX];     /* what has come of the next line */
    size_t has;
    char *kept; /* what it has not taken yet */
    size_t from, until, room;
    int has_left;
};

static struct pollfd watched[OTHERS + CLIENTS_MAX];
static struct client *clients[CLIENTS_MAX]; /* clients[i] at watched[OTHERS + i] */
static nfds_t count;

static void *get(void *old, size_t bytes)
{
    void *got = realloc(old, bytes);
    if (got == NULL) {
        fprintf(stderr, "worker: out of memory\n");
        exit(1);
    }
    return got;
}

static int join_hub(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int hub = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (snprintf(address.sun_path, sizeof address.sun_path, "%s.workers", path) >= (int)sizeof address.sun_path)
        errno = ENAMETOOLONG;
    else if (connect(hub, (struct sockaddr *)&address, sizeof address) == 0)
        return hub;
    fprintf(stderr, "worker: %s: %s\n", path, strerror(errno));
    exit(1);
}

/* One client of the hub's; 0 when the hub has ended. */
static int take_client(int hub)
{
    char number[64];
    ssize_t came = read(hub, number, sizeof number - 1);
    if (came <= 0)
        return 0;
    number[came] = '\0';
    clients[count] = memset(get(NULL, sizeof(struct client)), 0, sizeof(struct client));
    watched[OTHERS + count++] = (struct pollfd){.fd = atoi(number), .events = POLLIN};
    return 1;
}

static void flush_kept(nfds_t at)
{
    struct client *one = clients[at];
    while (one->from < one->until && !one->has_left) {
        ssize_t sent = send(watched[OTHERS + at].fd, one->kept + one->from, one->until - one->from, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent >= 0)
            one->from += (size_t)sent;
        else if (errno == EAGAIN)
            break;
        else if (errno != EINTR)
            one->has_left = 1;
    }
    if (one->from == one->until)
        one->from = one->until = 0;
    watched[OTHERS + at].events = one->until > 0 ? POLLIN | POLLOUT : POLLIN;
}

static void tell(nfds_t at, const char *text, size_t length)
{
    struct client *one = clients[at];
    if (one->until - one->from + length > KEPT_MAX)
        one->has_left = 1;
    if (one->has_left)
        return;
    if (one->until + length > one->room) {
        memmove(one->kept, one->kept + one->from, one->until - one->from);
        one->until -= one->from;
        one->from = 0;
    }
    while (one->until + length > one->room)
        one->kept = get(one->kept, one->room = 2 * one->room + 4096);
    memcpy(one->kept + one->until, text, length);
    one->until += length;
    flush_kept(at);
}

/* A name, or a line for everybody in the room. */
static void take_line(nfds_t at)
{
    struct client *one = clients[at];
    char text[NAME_MAX + LINE_MAX + 16];
    if (one->name[0] == '\0') {
        snprintf(one->name, sizeof one->name, "%.*s", (int)one->has, one->line);
        tell(at, text, (size_t)sprintf(text, "welcome %s\n", one->name));
        return;
    }
    size_t length = (size_t)sprintf(text, "%s: ", one->name);
    memcpy(text + length, one->line, one->has);
    length += one->has;
    text[length++] = '\n';
    for (nfds_t other = 0; other < count; other++)
        if (clients[other]->name[0] != '\0')
            tell(other, text, length);
}

static void hear(nfds_t at)
{
    char bytes[65536];
    struct client *one = clients[at];
    ssize_t came = recv(watched[OTHERS + at].fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (came == 0 || (came < 0 && errno != EAGAIN && errno != EINTR))
        one->has_left = 1;
    for (ssize_t i = 0; i < came; i++) {
        if (bytes[i] == '\n') {
            take_line(at);
            one->has = 0;
        } else if (one->has < sizeof one->line) {
            one->line[one->has++] = bytes[i];
        }
    }
}

static void sweep(void)
{
    for (nfds_t at = count; at-- > 0;) {
        if (!clients[at]->has_left)
            continue;
        close(watched[OTHERS + at].fd);
        free(clients[at]->kept);
        free(clients[at]);
        count--;
        clients[at] = clients[count];
        watched[OTHERS + at] = watched[OTHERS + count];
    }
}

int main(int argc, char **argv)
{
    sigset_t term;
    if (argc != 2) {
        fprintf(stderr, "usage: worker PATH\n");
        return 2;
    }
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    watched[SIGNALS] = (struct pollfd){.fd = signalfd(-1, &term, SFD_CLOEXEC), .events = POLLIN};
    watched[HUB] = (struct pollfd){.fd = join_hub(argv[1]), .events = POLLIN};
    puts("ready");
    fflush(stdout);
    for (;;) {
        if (poll(watched, OTHERS + count, -1) < 0)
            continue;
        if (watched[SIGNALS].revents != 0)
            return 0;
        for (nfds_t at = 0; at < count; at++) {
            if (watched[OTHERS + at].revents & POLLOUT)
                flush_kept(at);
            if (watched[OTHERS + at].revents & ~POLLOUT)
                hear(at);
        }
        sweep();
        if (watched[HUB].revents != 0 && !take_client(watched[HUB].fd))
            return 0;
    }
}
