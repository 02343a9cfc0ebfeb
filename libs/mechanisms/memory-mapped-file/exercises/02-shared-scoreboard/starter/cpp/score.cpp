// score FILE ID N: waits at the gate, then makes N points for ID, each with a ticket of its own. Up to eight run at the same time.
//
// The frame stands: the arguments, and the opening of FILE. Its length, the mapping and the points are yours.
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <string_view>

namespace {

long number(std::string_view text, long most)
{
    long value = -1;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    return error == std::errc{} && end == text.end() && value >= 0 && value <= most ? value : -1;
}

int fail(const char *what)
{
    std::cerr << "score: " << what << ": " << std::strerror(errno) << '\n';
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    const long id = argc == 4 ? number(argv[2], 15) : -1;
    const long points = argc == 4 ? number(argv[3], 1000000) : -1;
    if (id < 0 || points < 0) {
        std::cerr << "usage: score FILE ID N (ID 0 to 15, N 0 to 1000000)\n";
        return 2;
    }
    const int fd = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(argv[1]);
    std::cout << "ready\n";
    // Who says that this has left your program? And who else is opening FILE right now?
    std::cerr << "score: no point is made yet\n";
    return points == 0 ? 0 : 1;
}
