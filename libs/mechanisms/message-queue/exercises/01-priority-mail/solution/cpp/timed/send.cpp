/*
 * send: puts one message with a priority into a POSIX queue, and makes the queue when it is not there yet.
 *
 *     send QUEUE PRIORITY TEXT
 */
#include "queue.hpp"
#include <cstdio>

int main(int argc, char **argv)
try {
    const auto priority = argc == 4 ? number(argv[2], 32767) : std::nullopt;
    if (!priority || argv[1][0] != '/') {
        std::fprintf(stderr, "usage: send /QUEUE PRIORITY TEXT\n");
        return usage;
    }
    const Queue queue(argv[1], O_WRONLY);
    const std::string_view text = argv[3];
    const timespec until = deadline();
    while (mq_timedsend(queue.get(), text.data(), text.size(), static_cast<unsigned>(*priority), &until) < 0) {
        if (errno == EINTR)
            continue;
        if (errno == ETIMEDOUT) {
            std::fprintf(stderr, "send: the queue stayed full\n");
            return timed_out;
        }
        throw std::system_error(errno, std::generic_category(), "mq_timedsend");
    }
    return 0;
} catch (const std::exception &error) {
    std::fprintf(stderr, "send: %s\n", error.what());
    return failed;
}
