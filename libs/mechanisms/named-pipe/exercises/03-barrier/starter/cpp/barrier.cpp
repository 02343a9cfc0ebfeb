// barrier: COUNT copies print `round r` only when all have arrived at round r; FIFOs in DIR are all that joins them.
//
// The frame stands: the arguments, the rounds and the lines. How the copies meet is yours.
#include <charconv>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

// Waits until all `count` copies have arrived; false when one of them is gone.
static bool meet(const std::string &directory, int count, int index)
{
    std::cerr << "barrier: copy " << index << " of " << count << " meets nobody in " << directory << " yet\n";
    return false;
}

static std::optional<int> number(std::string_view text, int from, int to)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < from || value > to)
        return std::nullopt;
    return value;
}

int main(int argc, char **argv)
{
    const auto count = argc == 5 ? number(argv[2], 1, 16) : std::nullopt;
    const auto index = count ? number(argv[3], 0, *count - 1) : std::nullopt;
    const auto rounds = index ? number(argv[4], 1, 1000) : std::nullopt;
    if (!rounds) {
        std::cerr << "usage: barrier DIR COUNT INDEX ROUNDS\n";
        return 2;
    }
    std::string line;
    for (int round = 1; round <= *rounds; ++round) {
        if (!std::getline(std::cin, line)) {
            std::cerr << "barrier: standard input ended before round " << round << '\n';
            return 1;
        }
        if (!meet(argv[1], *count, *index))
            return 3;
        std::cout << "round " + std::to_string(round) + "\n" << std::flush;
    }
    return 0;
}
