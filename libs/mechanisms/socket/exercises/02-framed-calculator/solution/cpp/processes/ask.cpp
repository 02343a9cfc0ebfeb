// ask HOST PORT: one thread sends lines as frames, the other one prints the replies.
#include "frames.hpp"
#include <arpa/inet.h>
#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <mutex>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

[[noreturn]] static void fail(int status, const char *why)
{
    std::cout.flush();
    std::fprintf(stderr, "ask: %s\n", why);
    _exit(status);
}

// How many replies are missing, and whether more lines will come.
static std::mutex guard;
static std::condition_variable changed;
static std::size_t missing;
static bool has_ended;

static void send_lines(int fd)
{
    for (std::string line; std::getline(std::cin, line);) {
        if (line.size() > text_max)
            fail(1, "a line is longer than 65536 bytes");
        {
            const std::lock_guard lock(guard);
            missing++;
        }
        changed.notify_one();
        if (!send_frame(fd, line))
            break; // the other thread sees the end, and what came before it
    }
    const std::lock_guard lock(guard);
    has_ended = true;
    changed.notify_one();
}

static void print_replies(int fd)
{
    for (std::string reply;;) {
        {
            std::unique_lock lock(guard);
            changed.wait(lock, [] { return missing > 0 || has_ended; });
            if (missing == 0)
                return;
        }
        switch (receive_frame(fd, reply)) {
        case Got::bad_length:
            fail(3, "the calculator does not speak in frames");
        case Got::end:
            fail(3, "the connection ended before every line was answered");
        case Got::frame:
            std::cout << reply << '\n';
        }
        const std::lock_guard lock(guard);
        missing--;
    }
}

int main(int argc, char **argv)
{
    sockaddr_in address{};
    const int port = argc == 3 ? parse_port(argv[2]) : -1;
    if (port < 0 || inet_pton(AF_INET, argv[1], &address.sin_addr) != 1) {
        std::fprintf(stderr, "usage: %s HOST PORT\n", argv[0]);
        return 2;
    }
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr); // or reading a line would flush, in one thread, what the other one prints
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) < 0)
        fail(1, std::strerror(errno));
    std::thread sender(send_lines, fd);
    print_replies(fd);
    sender.join();
    std::cout.flush();
    return std::cout ? 0 : 1;
}
