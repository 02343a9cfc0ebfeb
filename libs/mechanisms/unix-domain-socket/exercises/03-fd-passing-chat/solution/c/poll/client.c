/* Two directions in one loop; what comes from the room is out at once. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int join(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (strlen(path) >= sizeof address.sun_path)
        errno = ENAMETOOLONG;
    else {
        strcpy(address.sun_path, path);
        if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
            return fd;
    }
    fprintf(stderr, "client: %s: %s\n", path, strerror(errno));
    exit(1);
}

/* 0 when nobody takes it any more. */
static int say(int fd, const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        ssize_t sent = send(fd, bytes + at, length - at, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return 0;
        at += sent > 0 ? (size_t)sent : 0;
    }
    return 1;
}

static void show(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        ssize_t written = write(STDOUT_FILENO, bytes + at, length - at);
        if (written < 0 && errno != EINTR) {
            perror("client: standard output");
            exit(1);
        }
        at += written > 0 ? (size_t)written : 0;
    }
}

int main(int argc, char **argv)
{
    char bytes[65536], name[64];
    int has_more = 1;
    if (argc != 3) {
        fprintf(stderr, "usage: client PATH NAME\n");
        return 2;
    }
    int fd = join(argv[1]);
    say(fd, name, (size_t)snprintf(name, sizeof name, "%.32s\n", argv[2]));
    for (;;) {
        struct pollfd watched[] = {{.fd = fd, .events = POLLIN}, {.fd = has_more ? STDIN_FILENO : -1, .events = POLLIN}};
        if (poll(watched, 2, -1) < 0)
            continue;
        if (watched[0].revents != 0) {
            ssize_t came = recv(fd, bytes, sizeof bytes, 0);
            if (came < 0 && errno == EINTR)
                continue;
            if (came <= 0)
                break;
            show(bytes, (size_t)came);
        }
        if (watched[1].revents != 0) {
            ssize_t came = read(STDIN_FILENO, bytes, sizeof bytes);
            if (came == 0) {
                has_more = 0;
                shutdown(fd, SHUT_WR);
            } else if (came > 0) {
                say(fd, bytes, (size_t)came); /* who does not take it any more has ended, and is read to the end */
            }
        }
    }
    if (has_more)
        fprintf(stderr, "client: the connection has ended\n");
    return has_more ? 3 : 0;
}
