// put: the file has no name at all (O_TMPFILE) until linkat gives it its public one, so that nothing is left when put is killed.
#include "mailbox.hpp"
#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr std::size_t most = 1 << 20;

std::string readMessage()
{
    std::string message(most + 1, '\0');
    std::size_t size = 0;
    while (size < message.size()) {
        ssize_t got = read(STDIN_FILENO, &message[size], message.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("standard input");
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    message.resize(size);
    return message;
}

int prepare(const std::string &path, const std::string &message)
{
    int fd = open(path.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0644);
    if (fd < 0) fail(path);
    for (std::size_t at = 0; at < message.size();) {
        ssize_t put = write(fd, message.data() + at, message.size() - at);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) fail(path);
        at += static_cast<std::size_t>(put);
    }
    if (fdatasync(fd) < 0) fail(path);
    return fd;
}

long publish(const std::string &path, int fd)
{
    std::string unnamed = "/proc/self/fd/" + std::to_string(fd);
    for (;;) {
        auto names = messagesIn(path);
        long number = names.empty() ? 1 : std::stol(names.rbegin()->substr(4)) + 1;
        std::string name = path + "/" + nameOf(number);
        if (linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) return number;
        if (errno != EEXIST) fail(name);
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: put DIR < message\n");
        return 2;
    }
    try {
        std::string message = readMessage();
        if (message.size() > most) {
            std::fprintf(stderr, "put: the message is longer than %zu bytes\n", most);
            return 1;
        }
        std::printf("%ld\n", publish(argv[1], prepare(argv[1], message)));
        if (std::fflush(stdout) != 0) fail("standard output");
    } catch (const std::system_error &error) {
        std::fprintf(stderr, "put: %s\n", error.what());
        return 1;
    }
    return 0;
}
