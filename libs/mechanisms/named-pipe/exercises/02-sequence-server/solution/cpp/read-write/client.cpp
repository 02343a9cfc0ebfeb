// client: asks the server at PATH for N numbers and prints the first of them.
//
// Design: the reply FIFO is an object whose destructor closes and removes it, so that no way out leaves it behind.
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <poll.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr int failed = 1, usage = 2, peer_lost = 3, timed_out = 4;
constexpr std::chrono::milliseconds patience{4000};

int complain(const std::string &what, int status)
{
    std::cerr << "client: " << what << ": " << std::strerror(errno) << '\n';
    return status;
}

class ReplyFifo {
public:
    explicit ReplyFifo(const std::string &path) : path_(path + "." + std::to_string(getpid()))
    {
        if (mkfifo(path_.c_str(), 0600) == 0 || errno == EEXIST)
            fd_ = open(path_.c_str(), O_RDWR); // never waits, and never ends
    }
    ~ReplyFifo()
    {
        if (fd_ >= 0)
            close(fd_);
        unlink(path_.c_str());
    }
    ReplyFifo(const ReplyFifo &) = delete;
    ReplyFifo &operator=(const ReplyFifo &) = delete;

    bool is_open() const { return fd_ >= 0; }

    // The line up to its newline; an empty text when the time is up.
    std::string line() const
    {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        std::string text;
        for (;;) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                deadline - std::chrono::steady_clock::now());
            if (left.count() <= 0)
                return "";
            pollfd one{fd_, POLLIN, 0};
            if (poll(&one, 1, static_cast<int>(left.count())) <= 0)
                continue; // late, or interrupted: the loop knows
            char buffer[64];
            const ssize_t got = read(fd_, buffer, sizeof buffer);
            if (got > 0)
                text.append(buffer, static_cast<std::size_t>(got));
            if (const auto end = text.find('\n'); end != text.npos)
                return text.substr(0, end + 1);
        }
    }

private:
    std::string path_;
    int fd_ = -1;
};

int ask(const std::string &path, long count)
{
    const ReplyFifo replies(path);
    if (!replies.is_open())
        return complain("cannot make a FIFO for the reply", failed);
    const int requests = open(path.c_str(), O_WRONLY | O_NONBLOCK);
    if (requests < 0)
        return complain(path, errno == ENXIO ? peer_lost : failed);
    const std::string request = std::to_string(getpid()) + " " + std::to_string(count) + "\n";
    if (write(requests, request.data(), request.size()) != static_cast<ssize_t>(request.size()))
        return complain("cannot send the request", peer_lost);
    close(requests);
    const std::string reply = replies.line();
    if (reply.empty()) {
        std::cerr << "client: no reply in time\n";
        return timed_out;
    }
    if (reply.size() < 2 || reply.find_first_not_of("0123456789") != reply.size() - 1) {
        std::cerr << "client: the reply is no number\n";
        return peer_lost;
    }
    std::cout << reply << std::flush;
    return std::cout ? 0 : failed;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string text = argc == 3 ? argv[2] : "";
    const bool is_number = !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == text.npos;
    const long count = is_number ? std::stol(text) : 0;
    if (count < 1 || count > 1'000'000) {
        std::cerr << "usage: client PATH N, with N from 1 to 1000000\n";
        return usage;
    }
    std::signal(SIGPIPE, SIG_IGN);
    return ask(argv[1], count);
}
