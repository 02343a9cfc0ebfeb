// server: hands out blocks of numbers. Requests come as lines `PID N` through PATH, each reply goes to PATH.PID.
//
// Design: PATH is opened for reading and writing (no end-of-file, never without a reader), reads block. SIGTERM interrupts the
// read: its handler is installed without SA_RESTART and writes a byte to the server's own FIFO, in case no read was under way.
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr int failed = 1, usage = 2;
constexpr long count_max = 1'000'000;

volatile std::sig_atomic_t is_over = 0;
int requests = -1;

void terminate(int)
{
    const int saved = errno;
    is_over = 1;
    // Wakes a read that begins only now: an empty line is no request.
    if (write(requests, "\n", 1) < 0)
        is_over = 2;
    errno = saved;
}

int complain(const std::string &what)
{
    std::cerr << "server: " << what << ": " << std::strerror(errno) << '\n';
    return failed;
}

std::optional<long> number(std::string_view digits)
{
    if (digits.empty() || digits.size() > 9 || digits.find_first_not_of("0123456789") != digits.npos)
        return std::nullopt;
    return std::stol(std::string(digits));
}

class Sequence {
public:
    explicit Sequence(std::string path) : path_(std::move(path)) {}

    void serve(std::string_view line)
    {
        const auto space = line.find(' ');
        if (space == line.npos)
            return;
        const auto pid = number(line.substr(0, space));
        const auto count = number(line.substr(space + 1));
        if (!pid || !count || *pid < 1 || *count < 1 || *count > count_max)
            return;
        reply(*pid);
        next_ += static_cast<unsigned long long>(*count);
    }

private:
    void reply(long pid) const
    {
        const std::string name = path_ + "." + std::to_string(pid);
        const int fd = open(name.c_str(), O_WRONLY | O_NONBLOCK);
        if (fd < 0)
            return; // dead: a living client has its FIFO open before it asks
        const std::string text = std::to_string(next_) + "\n";
        if (write(fd, text.data(), text.size()) < 0)
            std::cerr << "server: client " << pid << " went away\n";
        close(fd);
    }

    std::string path_;
    unsigned long long next_ = 0;
};

int serve(Sequence &sequence)
{
    std::string waiting;
    char buffer[4096];
    while (!is_over) {
        const ssize_t got = read(requests, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return complain("cannot read requests");
        waiting.append(buffer, static_cast<std::size_t>(got));
        for (auto end = waiting.find('\n'); end != waiting.npos; end = waiting.find('\n')) {
            sequence.serve(std::string_view(waiting).substr(0, end));
            waiting.erase(0, end + 1);
        }
        if (waiting.size() > 65536)
            waiting.clear(); // a line without end is no request either
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: server PATH\n";
        return usage;
    }
    const std::string path = argv[1];
    if (mkfifo(path.c_str(), 0600) < 0 && errno != EEXIST)
        return complain(path);
    struct stat about {};
    if (stat(path.c_str(), &about) < 0)
        return complain(path);
    if (!S_ISFIFO(about.st_mode)) {
        std::cerr << "server: " << path << " is not a FIFO\n";
        return failed;
    }
    requests = open(path.c_str(), O_RDWR);
    if (requests < 0)
        return complain(path);
    struct sigaction action {};
    action.sa_handler = terminate;
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::cout << "ready" << std::endl;
    Sequence sequence(path);
    const int status = serve(sequence);
    unlink(path.c_str());
    return status;
}
