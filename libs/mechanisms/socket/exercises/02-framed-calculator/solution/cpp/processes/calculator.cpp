// calculator PORT: answers framed expressions, a process for each client.
#include "frames.hpp"
#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <set>
#include <string_view>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

// Numbers have at most 19 digits, so 128 bits hold every result.
using Wide = __int128;
constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min(), highest = std::numeric_limits<std::int64_t>::max();

static std::optional<std::int64_t> read_number(std::string_view &text)
{
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    std::size_t end = sign;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9')
        end++;
    std::int64_t value;
    if (end == sign || end - sign > 19 || std::from_chars(text.data(), text.data() + end, value).ec != std::errc())
        return std::nullopt;
    text.remove_prefix(end);
    return value;
}

static std::string evaluate(std::string_view text)
{
    const auto a = read_number(text);
    if (!a || text.size() < 4 || text[0] != ' ' || text[2] != ' ')
        return "ERR syntax";
    const char operation = text[1];
    text.remove_prefix(3);
    const auto b = read_number(text);
    if (!b || !text.empty() || std::string_view("+-*/%").find(operation) == std::string_view::npos)
        return "ERR syntax";
    if ((operation == '/' || operation == '%') && *b == 0)
        return "ERR division by zero";
    Wide result = 0;
    switch (operation) {
    case '+': result = Wide(*a) + *b; break;
    case '-': result = Wide(*a) - *b; break;
    case '*': result = Wide(*a) * *b; break;
    case '/': result = Wide(*a) / *b; break;
    default: result = Wide(*a) % *b;
    }
    if (result < lowest || result > highest)
        return "ERR overflow";
    return std::to_string(static_cast<std::int64_t>(result));
}

static void serve(int fd)
{
    std::string text;
    while (receive_frame(fd, text) == Got::frame && send_frame(fd, evaluate(text))) {
    }
}

static int listen_at(int port)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    const int on = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *any = reinterpret_cast<sockaddr *>(&address);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0 || bind(fd, any, sizeof address) < 0 ||
        listen(fd, 128) < 0 || getsockname(fd, any, &size) < 0) {
        std::perror("calculator");
        std::exit(1);
    }
    std::printf("port %d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return fd;
}

static volatile std::sig_atomic_t is_over;

int main(int argc, char **argv)
{
    const int port = argc == 2 ? parse_port(argv[1]) : -1;
    if (port < 0) {
        std::fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    // Both signals come in only while ppoll waits.
    sigset_t held, before;
    sigemptyset(&held);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGCHLD);
    sigprocmask(SIG_BLOCK, &held, &before);
    std::signal(SIGTERM, [](int) { is_over = 1; });
    std::signal(SIGCHLD, [](int) {});
    const int listener = listen_at(port);
    std::set<pid_t> children;
    while (!is_over) {
        pollfd one{listener, POLLIN, 0};
        const int ready = ppoll(&one, 1, nullptr, &before);
        for (pid_t child; (child = waitpid(-1, nullptr, WNOHANG)) > 0;)
            children.erase(child);
        const int fd = ready == 1 ? accept(listener, nullptr, nullptr) : -1;
        if (fd < 0)
            continue;
        const pid_t child = fork();
        if (child == 0) {
            std::signal(SIGTERM, SIG_DFL);
            sigprocmask(SIG_SETMASK, &before, nullptr);
            close(listener);
            serve(fd);
            _exit(0);
        }
        if (child > 0)
            children.insert(child);
        close(fd);
    }
    for (const pid_t child : children)
        kill(child, SIGKILL);
    while (wait(nullptr) > 0 || errno == EINTR) {
    }
    return 0;
}
