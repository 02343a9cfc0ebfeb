// One thread sends, the other prints what comes back.
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
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

int connect_to(const char *host, int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(port));
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool is_there = fd >= 0 && inet_pton(AF_INET, host, &address.sin_addr) == 1 &&
                    connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    return is_there ? fd : -1;
}

bool is_port(const std::string &text)
{
    return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == std::string::npos &&
           std::stoi(text) <= 65535;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3 || !is_port(argv[2])) {
        std::fprintf(stderr, "usage: client HOST PORT\n");
        return 2;
    }
    int fd = connect_to(argv[1], std::stoi(argv[2]));
    if (fd < 0) {
        std::fprintf(stderr, "client: nobody can be reached at %s, port %s\n", argv[1], argv[2]);
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
    for (ssize_t count; (count = recv(fd, bytes, sizeof bytes, 0)) > 0; received += count)
        if (!put(1, bytes, static_cast<size_t>(count))) {
            std::perror("client: standard output");
            _exit(1);
        }
    if (sent == received)
        _exit(0);
    std::fprintf(stderr, "client: the connection ended after %lld bytes\n", received);
    _exit(3);
}
