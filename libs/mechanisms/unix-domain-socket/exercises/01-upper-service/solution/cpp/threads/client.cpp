// One thread sends, the other prints what comes back.
#include <atomic>
#include <cstdio>
#include <cstring>
#include <string>
#include <thread>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

bool put(int fd, const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t done = fd == 1 ? write(fd, bytes, count) : send(fd, bytes, count, MSG_NOSIGNAL);
        if (done < 0)
            return false;
        bytes += done;
        count -= static_cast<size_t>(done);
    }
    return true;
}

int connect_to(const std::string &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return -1;
    std::memcpy(address.sun_path, path.data(), path.size());
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    return fd >= 0 && connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 ? fd : -1;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: client PATH\n");
        return 2;
    }
    int fd = connect_to(argv[1]);
    if (fd < 0) {
        std::fprintf(stderr, "client: nobody can be reached at %s\n", argv[1]);
        return 1;
    }
    std::atomic<long long> sent{-1};
    std::thread([fd, &sent] {
        char bytes[8192];
        long long total = 0;
        for (ssize_t count; (count = read(0, bytes, sizeof bytes)) > 0; total += count)
            if (!put(fd, bytes, static_cast<size_t>(count)))
                return;
        sent = total;
        shutdown(fd, SHUT_WR);
    }).detach();
    char bytes[8192];
    long long received = 0;
    for (ssize_t count; (count = read(fd, bytes, sizeof bytes)) > 0; received += count)
        if (!put(1, bytes, static_cast<size_t>(count))) {
            std::fprintf(stderr, "client: cannot write\n");
            _exit(1);
        }
    if (sent != received) {
        std::fprintf(stderr, "client: the connection ended after %lld bytes\n", received);
        _exit(3);
    }
    _exit(0);
}
