/*
 * uppercase: the parent reads standard input, the child writes it upper-cased.
 *
 * Design: fork, with the whole input in a std::vector before the first byte is sent. A descriptor is owned by an
 * object, so that each end is closed exactly once; every failed call is an exception that ends in exit 1.
 */
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <system_error>
#include <utility>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int failed = 1, usage = 2, peer_lost = 3;

[[noreturn]] void fail(const char *what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

/* Owns one descriptor and closes it at the end of its life, or earlier on request. */
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor() { close(); }

    void close()
    {
        if (fd_ >= 0)
            ::close(std::exchange(fd_, -1));
    }
    int get() const { return fd_; }

private:
    int fd_;
};

struct Pipe {
    Descriptor read_end, write_end;
};

Pipe make_pipe()
{
    int ends[2];
    if (pipe(ends) < 0)
        fail("pipe");
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

std::vector<char> read_to_end(int fd)
{
    std::vector<char> bytes;
    for (std::size_t used = 0;;) {
        bytes.resize(used + 65536);
        ssize_t got = read(fd, bytes.data() + used, bytes.size() - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            fail("read");
        used += static_cast<std::size_t>(got);
        if (got == 0) {
            bytes.resize(used);
            return bytes;
        }
    }
}

void write_all(int fd, const std::vector<char> &bytes)
{
    for (std::size_t sent = 0; sent < bytes.size();) {
        ssize_t put = write(fd, bytes.data() + sent, bytes.size() - sent);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            fail("write");
        sent += static_cast<std::size_t>(put);
    }
}

int child(const Descriptor &from_parent)
{
    std::vector<char> bytes = read_to_end(from_parent.get());
    for (char &byte : bytes)
        if (byte >= 'a' && byte <= 'z')
            byte -= 'a' - 'A';
    write_all(STDOUT_FILENO, bytes);
    return 100 + static_cast<int>(bytes.size() % 100);
}

/* A child that is gone (EPIPE) is no failure here: its status tells why. */
void feed(Descriptor to_child)
{
    std::vector<char> input = read_to_end(STDIN_FILENO);
    try {
        write_all(to_child.get(), input);
    } catch (const std::system_error &error) {
        if (error.code() != std::errc::broken_pipe)
            throw;
    }
}

int collect(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            fail("waitpid");
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    std::fprintf(stderr, "uppercase: the child was killed by signal %d\n", WTERMSIG(status));
    return peer_lost;
}

/* Runs `work` and turns an exception into a message and exit 1. */
template <typename Work> int reporting_failures(Work work)
{
    try {
        return work();
    } catch (const std::exception &error) {
        std::fprintf(stderr, "uppercase: %s\n", error.what());
        return failed;
    }
}

int run()
{
    auto [read_end, write_end] = make_pipe();
    pid_t pid = fork();
    if (pid < 0)
        fail("fork");
    if (pid == 0) {
        write_end.close();
        _exit(reporting_failures([&] { return child(read_end); }));
    }
    read_end.close();
    int fed = reporting_failures([&] { return feed(std::move(write_end)), 0; });
    int status = collect(pid);
    return fed == 0 ? status : fed;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1) {
        std::fprintf(stderr, "usage: %s < input (no arguments)\n", argv[0]);
        return usage;
    }
    std::signal(SIGPIPE, SIG_IGN); // a lost reader shall be an EPIPE we can report, not our death
    return reporting_failures(run);
}
