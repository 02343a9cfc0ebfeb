// What both programs know of datagrams: one line of text, and behind it the bytes of a piece.
#pragma once
#include <chrono>
#include <netinet/in.h>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <poll.h>
#include <unistd.h>

constexpr std::size_t piece_size = 1400;
constexpr std::chrono::milliseconds silence{4000};
using Clock = std::chrono::steady_clock;

struct Datagram {
    std::string word; // data, want, done, bye
    std::string transfer;
    std::size_t number = 0, total = 0;
    std::string bytes;
};

inline int parse_port(const std::string &digits)
{
    if (digits.empty() || digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string::npos)
        return -1;
    const int port = std::stoi(digits);
    return port <= 65535 ? port : -1;
}

inline std::string encode(const Datagram &one)
{
    std::ostringstream text;
    text << "copy1 " << one.word << ' ' << one.transfer << ' ' << one.number << ' ' << one.total << '\n' << one.bytes;
    return text.str();
}

// Nothing for what is no datagram of ours.
inline std::optional<Datagram> decode(std::string_view bytes)
{
    const auto end = bytes.find('\n');
    if (!bytes.starts_with("copy1 ") || end == std::string_view::npos)
        return std::nullopt;
    Datagram one;
    std::istringstream line{std::string(bytes.substr(6, end - 6))};
    if (!(line >> one.word >> one.transfer >> one.number >> one.total))
        return std::nullopt;
    one.bytes = bytes.substr(end + 1);
    return one;
}

// The next datagram that is ours, if one comes in time.
inline std::optional<Datagram> receive(int fd, Clock::time_point until, sockaddr_in *from)
{
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd one{fd, POLLIN, 0};
        if (left < 0 || poll(&one, 1, static_cast<int>(left) + 1) <= 0)
            return std::nullopt;
        char bytes[2048];
        socklen_t size = sizeof *from;
        const ssize_t got = recvfrom(fd, bytes, sizeof bytes, MSG_DONTWAIT, reinterpret_cast<sockaddr *>(from), &size);
        if (got < 0)
            continue; // a refused datagram of ours, or nothing after all
        if (auto datagram = decode({bytes, static_cast<std::size_t>(got)}))
            return datagram;
    }
}
