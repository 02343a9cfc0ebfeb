// take DIR COUNT: takes the lowest messages out of DIR and prints them. Many run at the same time. The frame stands; taking is yours.
#include "mailbox.hpp"
#include <csignal>
#include <ctime>

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

// Several may see the same message. By which step is it clear who has got it?
bool takeOne(const std::string &path)
{
    errno = ENOSYS;
    fail(path + ": nothing is taken yet");
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
