// A thread for each connection, and one that waits for SIGTERM. It listens on ::1 as well, if this machine has IPv6.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

std::optional<in_port_t> port_of(const std::string &text)
{
    if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    int port = std::stoi(text);
    return port <= 65535 ? std::optional(static_cast<in_port_t>(port)) : std::nullopt;
}

template <typename Address> int listen_at(Address address)
{
    int on = 1;
    auto *any = reinterpret_cast<sockaddr *>(&address);
    int fd = socket(any->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, any, sizeof address) == 0 && listen(fd, 64) == 0)
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

void serve(int fd)
{
    char bytes[8192];
    for (ssize_t count; (count = recv(fd, bytes, sizeof bytes, 0)) > 0;) {
        for (char *at = bytes; at < bytes + count; at++)
            if (*at >= 'a' && *at <= 'z')
                *at = static_cast<char>(*at - 'a' + 'A');
        const char *from = bytes;
        while (count > 0) {
            ssize_t sent = send(fd, from, static_cast<size_t>(count), MSG_NOSIGNAL);
            if (sent < 0) {
                close(fd);
                return;
            }
            from += sent;
            count -= sent;
        }
    }
    close(fd);
}

void greet(int listener)
{
    for (;;) {
        int fd = accept(listener, nullptr, nullptr);
        if (fd >= 0)
            std::thread(serve, fd).detach();
        else
            usleep(10000); // no descriptor is free: others have to leave first
    }
}

} // namespace

int main(int argc, char **argv)
{
    auto port = argc == 2 ? port_of(argv[1]) : std::nullopt;
    if (!port) {
        std::fprintf(stderr, "usage: server PORT\n");
        return 2;
    }
    sigset_t term;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &term, nullptr);
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    four.sin_port = htons(*port);
    int listener = listen_at(four);
    if (listener < 0) {
        std::fprintf(stderr, "server: cannot listen on port %d: %s\n", *port, std::strerror(errno));
        return 1;
    }
    socklen_t size = sizeof four;
    getsockname(listener, reinterpret_cast<sockaddr *>(&four), &size);
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_addr = in6addr_loopback;
    six.sin6_port = four.sin_port;
    if (int second = listen_at(six); second >= 0)
        std::thread(greet, second).detach();
    std::thread([term] {
        int signal;
        while (sigwait(&term, &signal) != 0)
            continue;
        _exit(0);
    }).detach();
    std::printf("port %d\n", ntohs(four.sin_port));
    std::fflush(stdout);
    greet(listener);
}
