/* Both directions at once. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
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
                return got == 0 && !input_open && sent == received ? 0 : 3;
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

int main(int argc, char **argv)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (argc != 2) {
        fprintf(stderr, "usage: client PATH\n");
        return 2;
    }
    size_t length = strlen(argv[1]);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (length < sizeof address.sun_path)
        memcpy(address.sun_path, argv[1], length + 1);
    if (fd < 0 || length >= sizeof address.sun_path || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        fprintf(stderr, "client: cannot connect to %s\n", argv[1]);
        return 1;
    }
    int status = copy(fd);
    if (status != 0)
        fprintf(stderr, status == 3 ? "client: the connection ended too early\n" : "client: cannot write\n");
    return status;
}
