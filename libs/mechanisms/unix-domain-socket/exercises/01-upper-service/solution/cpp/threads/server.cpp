// A thread for each connection, and one that waits for SIGTERM. The socket gets its real name when everything is ready.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>
#include <thread>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

sockaddr_un address_of(const std::string &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        throw std::runtime_error("the path has " + std::to_string(path.size()) + " bytes, too many for a socket");
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

int new_socket(int flags = 0)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
    if (fd < 0)
        throw std::runtime_error("no socket");
    return fd;
}

// Throws unless nothing is there, or a socket that nobody listens on.
void look_before(const std::string &path, const sockaddr_un &address)
{
    struct stat there;
    if (lstat(path.c_str(), &there) < 0)
        return;
    if (!S_ISSOCK(there.st_mode))
        throw std::runtime_error(path + " is something else than a socket");
    int probe = new_socket(SOCK_NONBLOCK);
    bool is_stale = connect(probe, reinterpret_cast<const sockaddr *>(&address), sizeof address) < 0 && errno == ECONNREFUSED;
    close(probe);
    if (!is_stale)
        throw std::runtime_error("somebody listens at " + path);
}

// Under a name of its own first, where that is not too long; then the rename puts it in the place of a stale one at once.
int listen_at(const std::string &path)
{
    sockaddr_un address = address_of(path);
    look_before(path, address);
    std::string first = path.size() + 2 < sizeof address.sun_path ? path + "~" : path;
    sockaddr_un at_first = address_of(first);
    unlink(first.c_str());
    int listener = new_socket();
    mode_t old = umask(0177);
    if (bind(listener, reinterpret_cast<sockaddr *>(&at_first), sizeof at_first) < 0)
        throw std::runtime_error(std::string("bind: ") + std::strerror(errno));
    umask(old);
    if (listen(listener, 64) < 0 || (first != path && std::rename(first.c_str(), path.c_str()) < 0))
        throw std::runtime_error(std::string("listen: ") + std::strerror(errno));
    return listener;
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

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: server PATH\n");
        return 2;
    }
    sigset_t term;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &term, nullptr);
    try {
        int listener = listen_at(argv[1]);
        std::thread([term, argv] {
            int signal;
            while (sigwait(&term, &signal) != 0)
                continue;
            unlink(argv[1]);
            _exit(0);
        }).detach();
        std::puts("ready");
        std::fflush(stdout);
        for (;;) {
            int fd = accept(listener, nullptr, nullptr);
            if (fd >= 0)
                std::thread(serve, fd).detach();
            else
                usleep(10000); // no descriptor is free: others have to leave first
        }
    } catch (const std::exception &why) {
        std::fprintf(stderr, "server: %s\n", why.what());
        return 1;
    }
}
