#include "frames.hpp"
#include <cstdint>
#include <sys/socket.h>

static bool receive_all(int fd, char *at, std::size_t count)
{
    while (count > 0) {
        const ssize_t got = recv(fd, at, count, 0);
        if (got <= 0)
            return false;
        at += got;
        count -= static_cast<std::size_t>(got);
    }
    return true;
}

Got receive_frame(int fd, std::string &text)
{
    std::array<char, header_size> header;
    if (!receive_all(fd, header.data(), header.size()))
        return Got::end;
    std::size_t length = 0;
    for (const char byte : header)
        length = length << 8 | static_cast<unsigned char>(byte);
    if (length > text_max)
        return Got::bad_length;
    text.resize(length);
    return receive_all(fd, text.data(), length) ? Got::frame : Got::end;
}

bool send_frame(int fd, const std::string &text)
{
    std::string frame;
    for (int shift = 24; shift >= 0; shift -= 8)
        frame.push_back(static_cast<char>(text.size() >> shift & 255));
    frame += text;
    for (std::size_t at = 0; at < frame.size();) {
        const ssize_t sent = send(fd, frame.data() + at, frame.size() - at, MSG_NOSIGNAL);
        if (sent < 0)
            return false;
        at += static_cast<std::size_t>(sent);
    }
    return true;
}

int parse_port(const std::string &digits)
{
    if (digits.empty() || digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string::npos)
        return -1;
    const int port = std::stoi(digits);
    return port <= 65535 ? port : -1;
}
