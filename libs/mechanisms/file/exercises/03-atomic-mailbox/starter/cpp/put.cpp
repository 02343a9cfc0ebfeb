// put DIR: publishes the message on standard input as DIR/msg.SEQ. Many run at the same time. The frame stands; publishing is yours.
#include "mailbox.hpp"
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

// From the first moment that msg.SEQ is there it has to be whole. What do you call it until then?
long publish(const std::string &path, const std::string &message)
{
    errno = ENOSYS;
    fail(path + ": nothing is published yet, " + std::to_string(message.size()) + " bytes");
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
        std::printf("%ld\n", publish(argv[1], message));
        if (std::fflush(stdout) != 0) fail("standard output");
    } catch (const std::system_error &error) {
        std::fprintf(stderr, "put: %s\n", error.what());
        return 1;
    }
    return 0;
}
