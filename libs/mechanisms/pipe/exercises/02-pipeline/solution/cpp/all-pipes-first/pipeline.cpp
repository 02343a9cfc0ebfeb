/*
 * pipeline: runs CMD1 -- CMD2 -- ... as a shell runs CMD1 | CMD2 | ...
 *
 * Design: all pipes first, then fork and exec. Descriptors are owned by objects; a child puts its two ends on
 * 0 and 1 and closes all the rest; the parent lets go of the whole list after the last fork. Nobody
 * is waited for before everybody has been started.
 */
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int failed = 1, usage = 2, cannot_execute = 127;
constexpr std::size_t max_commands = 32;

using Command = std::vector<char *>; // as execvp wants it: with a null pointer at the end

[[noreturn]] void fail(const char *what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

/* Owns one descriptor and closes it at the end of its life. */
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Descriptor()
    {
        if (fd_ >= 0)
            close(fd_);
    }
    int get() const { return fd_; }

private:
    int fd_;
};

struct Pipe {
    Descriptor read_end, write_end;
};

/* Cuts the arguments at each "--". */
std::vector<Command> split(char **arguments)
{
    std::vector<Command> commands(1);
    for (; *arguments != nullptr; arguments++) {
        if (std::strcmp(*arguments, "--") == 0)
            commands.emplace_back();
        else
            commands.back().push_back(*arguments);
    }
    for (Command &command : commands) {
        if (command.empty() || commands.size() > max_commands)
            throw std::invalid_argument("usage: pipeline CMD1 [ARG...] [-- CMD2 [ARG...]]... (1 to 32 commands)");
        command.push_back(nullptr);
    }
    return commands;
}

/* Where 0, 1 or 2 is closed, pipe would hand out that number and dup2 would run over it: so none may be missing. */
void fill_standard_descriptors()
{
    int fd;
    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd < 0)
        fail("/dev/null");
    close(fd);
}

std::vector<Pipe> make_pipes(std::size_t count)
{
    std::vector<Pipe> pipes;
    for (std::size_t i = 0; i < count; i++) {
        int ends[2];
        if (pipe(ends) < 0)
            fail("pipe");
        pipes.push_back({Descriptor(ends[0]), Descriptor(ends[1])});
    }
    return pipes;
}

/* The rest of the child's life. It never returns: a child that came back would start commands of its own. */
[[noreturn]] void become(const Command &command, int input, int output)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    std::signal(SIGPIPE, SIG_DFL);
    if (dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0) {
        close_range(STDERR_FILENO + 1, ~0U, 0); // the originals, all other pipes, and what we inherited ourselves
        execvp(command[0], command.data());
    }
    std::fprintf(stderr, "pipeline: %s: %s\n", command[0], std::strerror(errno));
    _exit(cannot_execute);
}

std::vector<pid_t> start_all(const std::vector<Command> &commands)
{
    std::vector<Pipe> pipes = make_pipes(commands.size() - 1);
    std::vector<pid_t> pids;
    for (std::size_t i = 0; i < commands.size(); i++) {
        pid_t pid = fork();
        if (pid < 0) {
            std::perror("pipeline: fork");
            break;
        }
        if (pid == 0) {
            int input = i == 0 ? STDIN_FILENO : pipes[i - 1].read_end.get();
            int output = i + 1 == commands.size() ? STDOUT_FILENO : pipes[i].write_end.get();
            become(commands[i], input, output);
        }
        pids.push_back(pid);
    }
    return pids; // here the pipes are closed: the commands hold the only copies
}

int collect(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            fail("waitpid");
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int run(const std::vector<Command> &commands)
{
    fill_standard_descriptors();
    std::vector<pid_t> pids = start_all(commands);
    int status = failed;
    for (pid_t pid : pids)
        status = collect(pid);
    return pids.size() == commands.size() ? status : failed;
}

} // namespace

int main(int, char **argv)
{
    try {
        return run(split(argv + 1));
    } catch (const std::invalid_argument &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return usage;
    } catch (const std::exception &error) {
        std::fprintf(stderr, "pipeline: %s\n", error.what());
        return failed;
    }
}
