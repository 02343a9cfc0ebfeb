// sender HOST PORT FILE: go-back-N. The receiver says which piece it wants next; when it says nothing new, all from there go again.
#include "wire.hpp"
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>

constexpr std::size_t window = 12;
constexpr std::chrono::milliseconds again{70};

int main(int argc, char **argv)
{
    const int port = argc == 4 ? parse_port(argv[2]) : -1;
    sockaddr_in to{};
    if (port < 0 || inet_pton(AF_INET, argv[1], &to.sin_addr) != 1) {
        std::cerr << "usage: sender HOST PORT FILE\n";
        return 2;
    }
    std::ifstream stream(argv[3], std::ios::binary);
    const std::string file{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.good() && !stream.eof()) {
        std::cerr << "sender: " << argv[3] << ": " << std::strerror(errno) << '\n';
        return 1;
    }
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<in_port_t>(port));
    // Connected, so that the kernel drops what strangers send.
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0 || connect(fd, reinterpret_cast<sockaddr *>(&to), sizeof to) < 0) {
        std::cerr << "sender: " << std::strerror(errno) << '\n';
        return 1;
    }
    const std::size_t total = std::max<std::size_t>(1, (file.size() + piece_size - 1) / piece_size);
    const std::string transfer = std::to_string(std::random_device{}());
    std::size_t wanted = 0, sent = 0;
    auto heard = Clock::now(), moved = heard;
    for (;;) {
        for (; sent < total && sent < wanted + window; sent++) {
            const std::string bytes = encode({"data", transfer, sent, total, file.substr(sent * piece_size, piece_size)});
            send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        }
        sockaddr_in from{};
        const auto answer = receive(fd, moved + again, &from);
        const auto now = Clock::now();
        if (answer && answer->transfer == transfer) {
            heard = now;
            if (answer->word == "done")
                break;
            if (answer->word == "want" && answer->number > wanted && answer->number <= total) {
                wanted = answer->number;
                moved = now;
                sent = std::max(sent, wanted);
            }
        }
        if (now - moved >= again) {
            sent = std::min(wanted, total - 1);
            moved = now;
        }
        if (now - heard > silence) {
            std::cerr << "sender: nothing was heard from the other side for 4 seconds\n";
            return 4;
        }
    }
    const std::string bye = encode({"bye", transfer, 0, total, ""});
    for (int i = 0; i < 3; i++)
        send(fd, bye.data(), bye.size(), MSG_NOSIGNAL);
    return 0;
}
