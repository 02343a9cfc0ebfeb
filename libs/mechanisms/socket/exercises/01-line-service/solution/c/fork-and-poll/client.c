/* Both directions at once. */
#define _GNU_SOURCE
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int put(const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t done = write(1, bytes, count);
        if (done < 0 && errno != EINTR)
            return -1;
        if (done > 0)
            bytes += done, count -= (size_t)done;
    }
    return 0;
}

static int copy(int fd)
{
    static char waiting[65536], answer[65536];
    size_t from = 0, count = 0;
    long long sent = 0, received = 0;
    int input_open = 1;
    for (;;) {
        struct pollfd two[2] = {{.fd = input_open && count == 0 ? 0 : -1, .events = POLLIN},
                                {.fd = fd, .events = (short)(POLLIN | (count > 0 ? POLLOUT : 0))}};
        if (poll(two, 2, -1) < 0)
            continue;
        if (two[0].revents != 0) {
            ssize_t got = read(0, waiting, sizeof waiting);
            if (got < 0 && errno != EINTR)
                return 1;
            if (got > 0)
                from = 0, count = (size_t)got;
            if (got == 0) {
                input_open = 0;
                shutdown(fd, SHUT_WR);
            }
        }
        if (two[1].revents & (POLLIN | POLLHUP | POLLERR)) {
            ssize_t got = recv(fd, answer, sizeof answer, MSG_DONTWAIT);
            if (got > 0) {
                received += got;
                if (put(answer, (size_t)got) < 0)
                    return 1;
            } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
                return got == 0 && !input_open && count == 0 && sent == received ? 0 : 3;
            }
        }
        if (count > 0) {
            ssize_t done = send(fd, waiting + from, count, MSG_DONTWAIT | MSG_NOSIGNAL);
            if (done < 0 && errno != EAGAIN && errno != EINTR)
                return 3;
            if (done > 0)
                from += (size_t)done, count -= (size_t)done, sent += done;
        }
    }
}

static int connect_to(const char *host, const char *port)
{
    struct addrinfo wish = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV}, *found;
    if (getaddrinfo(host, port, &wish, &found) != 0)
        return -1;
    int fd = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    if (fd >= 0 && connect(fd, found->ai_addr, found->ai_addrlen) < 0) {
        close(fd);
        fd = -1;
    }
    freeaddrinfo(found);
    return fd;
}

int main(int argc, char **argv)
{
    if (argc != 3 || strlen(argv[2]) == 0 || strlen(argv[2]) > 5 || strspn(argv[2], "0123456789") != strlen(argv[2]) ||
        atol(argv[2]) > 65535) {
        fprintf(stderr, "usage: client HOST PORT\n");
        return 2;
    }
    int fd = connect_to(argv[1], argv[2]);
    if (fd < 0) {
        fprintf(stderr, "client: nobody listens at %s, port %s\n", argv[1], argv[2]);
        return 1;
    }
    int status = copy(fd);
    if (status != 0)
        fprintf(stderr, status == 3 ? "client: the connection ended too early\n" : "client: input or output failed\n");
    return status;
}
