// reaper: starts K children and reports the end of each.
//
// The arguments are read, and `live` is what a child does. Starting the children and waiting for them is yours.
#include <charconv>
#include <csignal>
#include <iostream>
#include <optional>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

static std::optional<int> read_number(std::string_view text, int most)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0 || value > most)
        return std::nullopt;
    return value;
}

[[noreturn]] static void live(int number, int ms)
{
    usleep(static_cast<useconds_t>(static_cast<long>(number) * 997 % (ms + 1)) * 1000);
    _exit(number % 7);
}

int main(int argc, char **argv)
{
    const auto count = argc == 2 || argc == 3 ? read_number(argv[1], 500) : std::nullopt;
    const auto ms = argc == 3 ? read_number(argv[2], 60000) : 50;
    if (!count || !ms) {
        std::cerr << "usage: reaper K [MS]\n";
        return 2;
    }
    if (*count > 0 && fork() == 0)
        live(0, *ms); // one child is not K, and nobody waits for it
    std::cout << "done " << *count << std::endl;
    return 0;
}
