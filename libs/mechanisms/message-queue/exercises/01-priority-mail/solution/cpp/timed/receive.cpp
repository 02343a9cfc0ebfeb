/*
 * receive: takes messages out of a POSIX queue, the most urgent first, and prints each as it comes.
 *
 *     receive [-u] QUEUE N
 */
#include "queue.hpp"
#include <cstdio>
#include <vector>

namespace {

int receive(const std::string &name, long count)
{
    const Queue queue(name, O_RDONLY);
    std::vector<char> buffer(queue.message_bytes());
    for (long taken = 0; taken < count; taken++) {
        const timespec until = deadline();
        unsigned priority = 0;
        ssize_t length;
        while ((length = mq_timedreceive(queue.get(), buffer.data(), buffer.size(), &priority, &until)) < 0) {
            if (errno == EINTR)
                continue;
            if (errno == ETIMEDOUT)
                return timed_out;
            throw std::system_error(errno, std::generic_category(), "mq_timedreceive");
        }
        std::printf("%u ", priority);
        std::fwrite(buffer.data(), 1, static_cast<std::size_t>(length), stdout);
        std::putchar('\n');
        if (std::fflush(stdout) != 0)
            throw std::system_error(errno, std::generic_category(), "standard output");
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
try {
    const bool unlinks = argc == 4 && std::string_view(argv[1]) == "-u";
    const std::string name = unlinks ? argv[2] : argc == 3 ? argv[1] : "";
    const auto count = argc >= 3 ? number(argv[argc - 1], 100000) : std::nullopt;
    if (!count || name.empty() || name[0] != '/') {
        std::fprintf(stderr, "usage: receive [-u] /QUEUE N\n");
        return usage;
    }
    const int status = receive(name, *count);
    if (status == timed_out)
        std::fprintf(stderr, "receive: no message for 3 s\n");
    if (unlinks)
        mq_unlink(name.c_str());
    return status;
} catch (const std::exception &error) {
    std::fprintf(stderr, "receive: %s\n", error.what());
    return failed;
}
