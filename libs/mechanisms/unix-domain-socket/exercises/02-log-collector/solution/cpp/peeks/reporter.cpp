// Tries without waiting, and again every 20 ms, for three seconds.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>

#include <sys/socket.h>
#include <sys/un.h>

int main(int argc, char **argv)
{
    using namespace std::chrono_literals;
    if (argc != 3) {
        std::fprintf(stderr, "usage: reporter PATH TEXT\n");
        return 2;
    }
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const size_t length = std::strlen(argv[2]);
    if (length == 0 || length > 65536 || std::strlen(argv[1]) >= sizeof address.sun_path) {
        std::fprintf(stderr, "reporter: text or path is empty or too long\n");
        return 1;
    }
    std::strcpy(address.sun_path, argv[1]);
    const int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    const auto last = std::chrono::steady_clock::now() + 3s;
    do {
        if (sendto(fd, argv[2], length, MSG_DONTWAIT, reinterpret_cast<sockaddr *>(&address), sizeof address) >= 0)
            return 0;
        if (errno != EAGAIN) {
            std::perror("reporter");
            return 1;
        }
        std::this_thread::sleep_for(20ms);
    } while (std::chrono::steady_clock::now() < last);
    std::fprintf(stderr, "reporter: not taken for 3 s\n");
    return 4;
}
