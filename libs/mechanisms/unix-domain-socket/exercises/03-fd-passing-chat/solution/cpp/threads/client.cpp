// Two directions in one loop.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

// Whether all of it was taken, by the connection or by standard output.
bool put(int fd, const char *bytes, std::size_t length)
{
    while (length > 0) {
        ssize_t done = write(fd, bytes, length);
        if (done < 0 && errno != EINTR)
            return false;
        bytes += done > 0 ? done : 0;
        length -= static_cast<std::size_t>(done > 0 ? done : 0);
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: client PATH NAME\n");
        return 2;
    }
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::strncpy(address.sun_path, argv[1], sizeof address.sun_path - 1);
    if (std::strlen(argv[1]) >= sizeof address.sun_path || connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) < 0) {
        std::fprintf(stderr, "client: cannot connect to %s\n", argv[1]);
        return 1;
    }
    signal(SIGPIPE, SIG_IGN); // what is left of the room's lines is read first
    put(fd, argv[2], std::strlen(argv[2]));
    put(fd, "\n", 1);
    char bytes[65536];
    pollfd watched[] = {{fd, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
    for (;;) {
        if (poll(watched, 2, -1) < 0)
            continue;
        if (watched[0].revents != 0) {
            ssize_t count = read(fd, bytes, sizeof bytes);
            if (count == 0 || (count < 0 && errno != EINTR))
                break;
            if (count > 0 && !put(STDOUT_FILENO, bytes, static_cast<std::size_t>(count)))
                return 1;
        }
        if (watched[1].fd >= 0 && watched[1].revents != 0) {
            ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
            if (count > 0)
                put(fd, bytes, static_cast<std::size_t>(count));
            if (count != 0)
                continue;
            watched[1].fd = -1;
            shutdown(fd, SHUT_WR);
        }
    }
    if (watched[1].fd < 0)
        return 0;
    std::fprintf(stderr, "client: the connection has ended\n");
    return 3;
}
