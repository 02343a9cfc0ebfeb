/* Stops reading at SIGTERM: whoever is told to end has no time to lose. */
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

enum { TEXT_MAX = 65536, OTHERS = 2, CALLERS_MAX = 14 };

static struct sockaddr_un address = {.sun_family = AF_UNIX};
static struct pollfd watched[OTHERS + CALLERS_MAX];
static struct ucred callers[CALLERS_MAX];
static nfds_t watching = OTHERS;

static void fail(const char *what)
{
    fprintf(stderr, "collector: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void remove_stale(void)
{
    struct stat there;
    int probe = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0);
    if (lstat(address.sun_path, &there) == 0 && S_ISSOCK(there.st_mode) &&
        connect(probe, (struct sockaddr *)&address, sizeof address) < 0 && errno == ECONNREFUSED)
        unlink(address.sun_path);
    close(probe);
}

static int greet(int listener)
{
    socklen_t size = sizeof callers[0];
    int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0)
        return 0;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &callers[watching - OTHERS], &size) < 0)
        fail("SO_PEERCRED");
    watched[watching++] = (struct pollfd){.fd = fd, .events = POLLIN};
    return 1;
}

/* One message of a caller. 0 when there is none; the connection is given up when there will be none. */
static int hear(nfds_t at)
{
    static char text[TEXT_MAX + 1];
    const struct ucred *caller = &callers[at - OTHERS];
    ssize_t count = recv(watched[at].fd, text, sizeof text, 0);
    if (count > 0) {
        printf("%ld %ld ", (long)caller->pid, (long)caller->uid);
        if (count > TEXT_MAX)
            printf("[truncated]");
        else
            fwrite(text, 1, (size_t)count, stdout);
        putchar('\n');
        if (fflush(stdout) != 0)
            fail("standard output");
        return 1;
    }
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    close(watched[at].fd);
    watching--;
    watched[at] = watched[watching];
    callers[at - OTHERS] = callers[watching - OTHERS];
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: collector PATH\n");
        return 2;
    }
    if (strlen(argv[1]) >= sizeof address.sun_path) {
        fprintf(stderr, "collector: the path is too long\n");
        return 1;
    }
    strcpy(address.sun_path, argv[1]);
    sigset_t term;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    remove_stale();
    int signals = signalfd(-1, &term, SFD_CLOEXEC);
    int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (signals < 0 || listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) < 0 ||
        listen(listener, 128) < 0)
        fail("bind");
    puts("ready");
    fflush(stdout);
    watched[0] = (struct pollfd){.fd = signals, .events = POLLIN};
    for (;;) {
        watched[1] = (struct pollfd){.fd = watching < OTHERS + CALLERS_MAX ? listener : -1, .events = POLLIN};
        if (poll(watched, watching, -1) < 0)
            continue;
        if (watched[0].revents != 0)
            break;
        for (nfds_t at = watching; at-- > OTHERS;)
            if (watched[at].revents != 0)
                hear(at);
        if (watched[1].revents != 0)
            greet(listener);
    }
    unlink(address.sun_path);
    return 0;
}
