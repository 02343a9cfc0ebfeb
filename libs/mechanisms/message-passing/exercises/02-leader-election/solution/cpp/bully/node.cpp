// node DIRECTORY ID COUNT: the bully algorithm over UDP on 127.0.0.1; node ID listens at port 21000 + ID.
#include <arpa/inet.h>
#include <charconv>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <optional>
#include <poll.h>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto beat = 100ms, suspicion = 700ms, patience = 250ms;
constexpr int firstPort = 21000;

volatile std::sig_atomic_t isOver = 0;

enum class Word : unsigned char { election = 'e', answer = 'a', leader = 'l' };

struct Message {
    Word word;
    unsigned char from;
};

class Node {
public:
    Node(int self, int count) : self_{self}, count_{count}, fd_{socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)} {}
    ~Node() { close(fd_); }

    [[nodiscard]] bool listen() const
    {
        const auto address = addressOf(self_);
        return fd_ >= 0 && bind(fd_, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    }

    void live(const sigset_t &openMask)
    {
        stand();
        while (!isOver) {
            pollfd readable{fd_, POLLIN, 0};
            const timespec wait{0, std::chrono::nanoseconds{beat}.count() / 2};
            ppoll(&readable, 1, &wait, &openMask);
            Message message{};
            // An error is a port where nobody listens: what was sent to the dead comes back like that.
            while (recv(fd_, &message, sizeof message, MSG_DONTWAIT) != -1 || errno == ECONNREFUSED)
                hear(message);
            if (!isOver)
                lookAtTheClock();
        }
    }

private:
    static sockaddr_in addressOf(int id)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<in_port_t>(firstPort + id));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }

    void send(Word word, int to) const
    {
        const Message message{word, static_cast<unsigned char>(self_)};
        const auto address = addressOf(to);
        sendto(fd_, &message, sizeof message, MSG_DONTWAIT, reinterpret_cast<const sockaddr *>(&address),
               sizeof address);
    }

    // Asks all who are stronger. Whoever hears nothing is the strongest.
    void stand()
    {
        standing_ = true;
        answered_ = false;
        until_ = Clock::now() + patience;
        for (int id = self_ + 1; id <= count_; ++id)
            send(Word::election, id);
    }

    void hear(const Message &message)
    {
        switch (message.word) {
        case Word::election:
            send(Word::answer, message.from);
            if (opinion_ == self_)
                send(Word::leader, message.from);
            else if (!standing_ && opinion_ == 0)
                stand();
            break;
        case Word::answer:
            if (standing_ && !answered_) {
                answered_ = true;
                until_ = Clock::now() + suspicion;
            }
            break;
        case Word::leader:
            if (message.from < self_) {
                if (!standing_ && opinion_ != self_)
                    stand();
                break;
            }
            // Of two who both think they lead for a moment, the higher one counts.
            if (!standing_ && message.from < opinion_ && Clock::now() < until_)
                break;
            standing_ = false;
            until_ = Clock::now() + suspicion;
            name(message.from);
            break;
        }
    }

    void lookAtTheClock()
    {
        const auto now = Clock::now();
        if (opinion_ == self_ && !standing_) {
            if (now < next_)
                return;
            next_ = now + beat;
            for (int id = 1; id < self_; ++id)
                send(Word::leader, id);
            return;
        }
        if (now < until_)
            return;
        if (!standing_ || answered_) {
            stand();
            return;
        }
        standing_ = false;
        next_ = now;
        name(self_);
    }

    void name(int leader)
    {
        if (leader == opinion_)
            return;
        opinion_ = leader;
        std::cout << "leader " << leader << std::endl;
    }

    int self_;
    int count_;
    int fd_;
    int opinion_ = 0;
    bool standing_ = false;
    bool answered_ = false;
    Clock::time_point until_{};
    Clock::time_point next_{};
};

std::optional<int> parse(std::string_view text, int most)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 1 || value > most)
        return std::nullopt;
    return value;
}

} // namespace

int main(int argc, char **argv)
{
    const auto count = argc == 4 ? parse(argv[3], 9) : std::nullopt;
    const auto self = count ? parse(argv[2], *count) : std::nullopt;
    if (!self) {
        std::cerr << "usage: node DIRECTORY ID COUNT (COUNT from 1 to 9, ID from 1 to COUNT)\n";
        return 2;
    }
    if (!std::filesystem::is_directory(argv[1])) {
        std::cerr << "node: there is no directory " << argv[1] << '\n';
        return 1;
    }
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    std::signal(SIGTERM, [](int) { isOver = 1; });
    Node node{*self, *count};
    if (!node.listen()) {
        std::perror("node: bind");
        return 1;
    }
    node.live(before);
    return 0;
}
