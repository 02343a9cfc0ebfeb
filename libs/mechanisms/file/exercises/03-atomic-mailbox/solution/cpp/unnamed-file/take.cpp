// take: unlink is what only one can win; the file is opened before, so that it can be read when its name is gone.
#include "mailbox.hpp"
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr long patienceMs = 4000;

long nowMs()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void nap()
{
    timespec rest{0, 20000000};
    nanosleep(&rest, nullptr);
}

void print(int fd)
{
    static char buffer[65536];
    ssize_t got;
    while ((got = read(fd, buffer, sizeof buffer)) > 0)
        for (ssize_t at = 0; at < got;) {
            ssize_t put = write(STDOUT_FILENO, buffer + at, static_cast<std::size_t>(got - at));
            if (put < 0 && errno == EINTR) continue;
            if (put < 0) fail("standard output");
            at += put;
        }
    if (got < 0) fail("message");
}

bool takeOne(const std::string &path)
{
    for (const std::string &name : messagesIn(path)) {
        std::string whole = path + "/" + name;
        int fd = open(whole.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0 && errno == ENOENT) continue;
        if (fd < 0) fail(whole);
        bool won = unlink(whole.c_str()) == 0;
        if (!won && errno != ENOENT) fail(whole);
        if (won) print(fd);
        close(fd);
        if (won) return true;
    }
    return false;
}

} // namespace

int main(int argc, char **argv)
{
    std::string text = argc == 3 ? argv[2] : "";
    bool isNumber = !text.empty() && text.size() < 5 && text.find_first_not_of("0123456789") == std::string::npos;
    long count = isNumber ? std::stol(text) : 0;
    if (count < 1 || count > 1000) {
        std::fprintf(stderr, "usage: take DIR COUNT (1 to 1000)\n");
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    try {
        long last = nowMs();
        for (long taken = 0; taken < count;) {
            if (takeOne(argv[1])) {
                taken++;
                last = nowMs();
            } else if (nowMs() - last >= patienceMs) {
                std::fprintf(stderr, "take: no message for 4 s\n");
                return 4;
            } else {
                nap();
            }
        }
    } catch (const std::system_error &error) {
        std::fprintf(stderr, "take: %s\n", error.what());
        return 1;
    }
    return 0;
}
