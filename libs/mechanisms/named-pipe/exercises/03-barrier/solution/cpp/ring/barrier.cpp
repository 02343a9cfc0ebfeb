// barrier: COUNT copies print `round r` only when all have arrived at round r; FIFOs in DIR are all that joins them.
//
// Design: a ring. Each copy writes to the next one and reads from the one before it. A token goes round twice. The first time each
// copy holds it back until it has arrived itself, so all have arrived when it comes home to copy 0; the second time it releases.
// When a copy dies, the next one reads end-of-file and leaves, which tells the one behind it, and so on round the ring.
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <optional>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr int failed = 1, usage = 2, peer_lost = 3;

struct Lost {};

[[noreturn]] void fail(const std::string &what)
{
    throw std::runtime_error(what + ": " + std::strerror(errno));
}

class Ring {
public:
    Ring(const std::string &directory, int count, int index) : count_(count), index_(index)
    {
        if (count == 1)
            return;
        const auto after = [&](int copy) { return directory + "/after-" + std::to_string(copy % count); };
        // Reading without waiting, or all would wait for each other; the write end then waits for its reader.
        in_ = open_fifo(after(index + count - 1), O_RDONLY | O_NONBLOCK);
        out_ = open_fifo(after(index), O_WRONLY);
        unlink(after(index).c_str()); // both are in
    }

    // Returns when everybody is here.
    void meet()
    {
        if (count_ == 1)
            return;
        if (index_ == 0) {
            pass_on();
            await_token();
            pass_on();
            return;
        }
        await_token();
        pass_on();
        await_token();
        if (index_ + 1 < count_)
            pass_on();
    }

private:
    static int open_fifo(const std::string &name, int flags)
    {
        if (mkfifo(name.c_str(), 0600) < 0 && errno != EEXIST)
            fail(name);
        int fd;
        do
            fd = open(name.c_str(), flags);
        while (fd < 0 && errno == EINTR);
        if (fd < 0)
            fail(name);
        return fd;
    }

    // A reader that is gone shows soon enough: the token does not come again.
    void pass_on() const
    {
        if (write(out_, "t", 1) < 0 && errno != EPIPE)
            fail("cannot pass the token on");
    }

    // poll, because a read before the first writer came would return 0, too.
    void await_token() const
    {
        for (;;) {
            pollfd one{in_, POLLIN, 0};
            char token;
            if (poll(&one, 1, -1) < 0)
                continue;
            const ssize_t got = read(in_, &token, 1);
            if (got == 1)
                return;
            if (got == 0)
                throw Lost{};
            if (errno != EAGAIN && errno != EINTR)
                fail("cannot read the token");
        }
    }

    int count_, index_;
    int in_ = -1, out_ = -1;
};

std::optional<int> number(std::string_view text, int from, int to)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < from || value > to)
        return std::nullopt;
    return value;
}

int play(Ring &ring, int rounds)
{
    std::string line;
    for (int round = 1; round <= rounds; ++round) {
        if (!std::getline(std::cin, line)) {
            std::cerr << "barrier: standard input ended before round " << round << '\n';
            return failed;
        }
        ring.meet();
        const std::string text = "round " + std::to_string(round) + "\n";
        if (write(STDOUT_FILENO, text.data(), text.size()) < 0)
            fail("cannot write the output");
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const auto count = argc == 5 ? number(argv[2], 1, 16) : std::nullopt;
    const auto index = count ? number(argv[3], 0, *count - 1) : std::nullopt;
    const auto rounds = index ? number(argv[4], 1, 1000) : std::nullopt;
    if (!rounds) {
        std::cerr << "usage: barrier DIR COUNT INDEX ROUNDS\n";
        return usage;
    }
    std::signal(SIGPIPE, SIG_IGN);
    try {
        Ring ring(argv[1], *count, *index);
        return play(ring, *rounds);
    } catch (const Lost &) {
        std::cerr << "barrier: the copy before this one is gone\n";
        return peer_lost;
    } catch (const std::exception &error) {
        std::cerr << "barrier: " << error.what() << '\n';
        return failed;
    }
}
