// ring N M: records over SOCK_SEQPACKET from node to node; the parent holds a line to everybody's life by pidfds and poll.
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int lost = 3;

std::optional<long> parse(std::string_view text, long least, long most)
{
    long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most)
        return std::nullopt;
    return value;
}

// One end of a channel, closed when nobody holds it any more.
class End {
public:
    explicit End(int fd) : fd_{fd} {}
    End(End &&other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
    End &operator=(End &&other) noexcept
    {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~End()
    {
        if (fd_ >= 0)
            close(fd_);
    }
    [[nodiscard]] int fd() const { return fd_; }

private:
    int fd_;
};

struct Edge {
    End in;
    End out;
};

bool pass(const End &out, long hop)
{
    ssize_t put = 0;
    do
        put = send(out.fd(), &hop, sizeof hop, MSG_NOSIGNAL);
    while (put < 0 && errno == EINTR);
    return put == static_cast<ssize_t>(sizeof hop);
}

int node(long self, long nodes, long hops, const Edge &edge)
{
    for (;;) {
        long hop = 0;
        const ssize_t got = recv(edge.in.fd(), &hop, sizeof hop, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return lost;
        if (hop >= 1 && hop <= hops)
            std::cout << "node " << self << " hop " << hop << std::endl;
        if (!std::cout)
            return 1;
        if (hop < hops + nodes - 1 && !pass(edge.out, hop + 1))
            return lost;
        if (hop >= hops)
            return 0;
    }
}

int supervise(const std::vector<pid_t> &children)
{
    std::vector<pollfd> lives;
    for (const pid_t child : children)
        lives.push_back({static_cast<int>(syscall(SYS_pidfd_open, child, 0)), POLLIN, 0});
    int result = 0;
    for (auto left = children.size(); left > 0;) {
        if (poll(lives.data(), lives.size(), -1) < 0)
            continue;
        for (auto &life : lives) {
            if (life.fd < 0 || life.revents == 0)
                continue;
            siginfo_t how{};
            if (waitid(P_PIDFD, static_cast<id_t>(life.fd), &how, WEXITED) < 0)
                continue;
            close(life.fd);
            life.fd = -1;
            --left;
            if (result != 0 || (how.si_code == CLD_EXITED && how.si_status == 0))
                continue;
            result = lost;
            std::cerr << "ring: the process " << how.si_pid << " is lost\n";
            for (const auto &other : lives)
                if (other.fd >= 0)
                    syscall(SYS_pidfd_send_signal, other.fd, SIGKILL, nullptr, 0);
        }
    }
    return result;
}

} // namespace

int main(int argc, char **argv)
{
    const auto nodes = argc == 3 ? parse(argv[1], 1, 64) : std::nullopt;
    const auto hops = argc == 3 ? parse(argv[2], 0, 100000) : std::nullopt;
    if (!nodes || !hops) {
        std::cerr << "usage: ring N M (N from 1 to 64, M from 0 to 100000)\n";
        return 2;
    }
    // The first edge leads into node 0 and is kept until the last node gets its sending end.
    std::vector<pid_t> children;
    int first[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, first) < 0)
        return 1;
    End in{first[0]};
    End last{first[1]};
    pass(last, 0);
    for (long i = 0; i < *nodes; ++i) {
        int next[2] = {-1, -1};
        const bool closes = i + 1 == *nodes;
        if (!closes && socketpair(AF_UNIX, SOCK_SEQPACKET, 0, next) < 0)
            return 1;
        End following{next[0]};
        End out{closes ? dup(last.fd()) : next[1]};
        const pid_t child = fork();
        if (child < 0)
            return 1;
        if (child == 0) {
            last = End{-1};
            following = End{-1};
            _exit(node(i, *nodes, *hops, Edge{std::move(in), std::move(out)}));
        }
        children.push_back(child);
        in = std::move(following);
    }
    last = End{-1};
    return supervise(children);
}
