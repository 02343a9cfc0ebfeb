// receiver PORT OUT: says after each piece which one it wants next, and keeps what comes too early.
#include "wire.hpp"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

using namespace std::chrono_literals;

static void answer(int fd, const sockaddr_in &to, const Datagram &one)
{
    const std::string bytes = encode(one);
    sendto(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&to), sizeof to);
}

static bool store(const std::string &path, const std::string &file)
{
    const std::string part = path + ".part";
    std::ofstream stream(part, std::ios::binary);
    stream << file;
    stream.close();
    std::error_code error;
    if (stream)
        std::filesystem::rename(part, path, error);
    if (stream && !error)
        return true;
    std::filesystem::remove(part, error);
    return false;
}

int main(int argc, char **argv)
{
    const int port = argc == 3 ? parse_port(argv[1]) : -1;
    if (port < 0) {
        std::cerr << "usage: receiver PORT OUT\n";
        return 2;
    }
    sockaddr_in address{}, from{};
    socklen_t size = sizeof address;
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *any = reinterpret_cast<sockaddr *>(&address);
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0 || bind(fd, any, sizeof address) < 0 || getsockname(fd, any, &size) < 0) {
        std::cerr << "receiver: " << std::strerror(errno) << '\n';
        return 1;
    }
    std::cout << "port " << ntohs(address.sin_port) << std::endl;

    std::string transfer, file;
    std::map<std::size_t, std::string> early;
    std::size_t next = 0, total = 1;
    for (auto until = Clock::now() + 20s; next < total;) {
        auto piece = receive(fd, until, &from);
        if (!piece) {
            std::cerr << "receiver: nothing was heard from the other side\n";
            return 4;
        }
        if (piece->word != "data" || piece->number >= piece->total || (!transfer.empty() && piece->transfer != transfer))
            continue;
        transfer = piece->transfer;
        total = piece->total;
        until = Clock::now() + silence;
        if (piece->number >= next && piece->number < next + 64)
            early.emplace(piece->number, std::move(piece->bytes));
        for (auto one = early.find(next); one != early.end(); one = early.find(++next)) {
            file += one->second;
            early.erase(one);
        }
        if (next == total && !store(argv[2], file)) {
            std::cerr << "receiver: " << argv[2] << " cannot be written\n";
            return 1;
        }
        answer(fd, from, {next == total ? "done" : "want", transfer, next, total, ""});
    }
    // Somebody has to be there while the sender does not know; it leaves when it does.
    const auto last = Clock::now() + 2500ms;
    while (const auto piece = receive(fd, last, &from)) {
        if (piece->transfer != transfer)
            continue;
        if (piece->word == "bye")
            break;
        answer(fd, from, {"done", transfer, next, total, ""});
    }
    return 0;
}
