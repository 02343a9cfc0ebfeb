/*
 * coprocess: runs CMD between two pipes and moves bytes in both directions at once.
 *
 * Design: one poll loop with blocking descriptors. POLLOUT on a pipe promises room for PIPE_BUF bytes, so a write of
 * at most that many never blocks; a bigger one could, and would stop the reading as well. posix_spawn starts CMD.
 */
#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int failed = 1, usage = 2, cannot_execute = 127;

[[noreturn]] void fail(const char *what, int error = errno)
{
    throw std::system_error(error, std::generic_category(), what);
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
    int get() const { return fd_; } // -1 once closed, which poll passes over
    bool is_open() const { return fd_ >= 0; }

private:
    int fd_;
};

struct Pipe {
    Descriptor read_end, write_end;
};

Pipe make_pipe()
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        fail("pipe");
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

/* Starts `command` with the two ends as 0 and 1, and with default SIGPIPE. Returns an errno value. */
int spawn(pid_t *pid, char **command, const Descriptor &input, const Descriptor &output)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output.get(), STDOUT_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    int error = posix_spawnp(pid, command[0], &actions, &attributes, command, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

ssize_t read_some(int fd, std::vector<char> &buffer)
{
    ssize_t got;
    do
        got = read(fd, buffer.data(), buffer.size());
    while (got < 0 && errno == EINTR);
    return got;
}

void write_all(int fd, const char *bytes, std::size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            fail("cannot copy to standard output");
        bytes += put;
        size -= static_cast<std::size_t>(put);
    }
}

/* Both directions of one conversation with CMD. */
class Exchange {
public:
    Exchange(Descriptor to_command, Descriptor from_command)
        : to_command_(std::move(to_command)), from_command_(std::move(from_command))
    {
    }

    /* Moves bytes until both pipes are closed. Throws when our own stdout cannot be written. */
    void run()
    {
        while (to_command_.is_open() || from_command_.is_open())
            step();
    }
    unsigned long long in() const { return in_; }
    unsigned long long out() const { return out_; }

private:
    void step()
    {
        bool empty = next_ == end_;
        short wanted = empty ? 0 : POLLOUT; // with no events asked for, poll still reports that CMD is gone
        pollfd watched[] = {{to_command_.get(), wanted, 0},
                            {from_command_.get(), POLLIN, 0},
                            {empty && to_command_.is_open() ? STDIN_FILENO : -1, POLLIN, 0}};
        if (poll(watched, 3, -1) < 0) {
            if (errno == EINTR)
                return;
            fail("poll");
        }
        if (watched[1].revents != 0)
            pass_output();
        if (watched[0].revents != 0)
            give_input();
        else if (watched[2].revents != 0)
            take_input();
    }

    void take_input()
    {
        ssize_t got = read_some(STDIN_FILENO, pending_);
        next_ = 0;
        end_ = got > 0 ? static_cast<std::size_t>(got) : 0;
        if (got <= 0)
            to_command_.close(); // CMD's end-of-file
    }

    void give_input()
    {
        std::size_t size = std::min<std::size_t>(end_ - next_, PIPE_BUF);
        ssize_t put = size == 0 ? -1 : write(to_command_.get(), pending_.data() + next_, size);
        if (put < 0 && size > 0 && errno == EINTR)
            return;
        if (put < 0) // CMD reads no more
            return to_command_.close();
        next_ += static_cast<std::size_t>(put);
        in_ += static_cast<unsigned long long>(put);
    }

    void pass_output()
    {
        ssize_t got = read_some(from_command_.get(), passing_);
        if (got <= 0)
            return from_command_.close();
        write_all(STDOUT_FILENO, passing_.data(), static_cast<std::size_t>(got));
        out_ += static_cast<unsigned long long>(got);
    }

    Descriptor to_command_, from_command_;
    std::vector<char> pending_ = std::vector<char>(65536); // read from stdin; [next_, end_) waits for CMD
    std::vector<char> passing_ = std::vector<char>(65536);
    std::size_t next_ = 0, end_ = 0;
    unsigned long long in_ = 0, out_ = 0;
};

int collect(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            fail("waitpid");
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int coprocess(char **command)
{
    auto [input_read, input_write] = make_pipe();
    auto [output_read, output_write] = make_pipe();
    pid_t pid;
    if (int error = spawn(&pid, command, input_read, output_write); error != 0) {
        std::fprintf(stderr, "coprocess: %s: %s\n", command[0], std::strerror(error));
        return cannot_execute;
    }
    input_read.close();
    output_write.close();
    try {
        Exchange exchange(std::move(input_write), std::move(output_read));
        exchange.run();
        int status = collect(pid);
        std::fprintf(stderr, "in=%llu out=%llu\n", exchange.in(), exchange.out());
        return status;
    } catch (const std::system_error &) {
        collect(pid); // the pipes are closed by now, so CMD comes to its end
        throw;
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: coprocess CMD [ARG...]\n");
        return usage;
    }
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return coprocess(argv + 1);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "coprocess: %s\n", error.what());
        return failed;
    }
}
