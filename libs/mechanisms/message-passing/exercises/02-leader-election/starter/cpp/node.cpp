// node DIRECTORY ID COUNT: one of COUNT nodes that agree on a leader, the highest ID among those that run.
//
// Reading the arguments and the orderly end are done. The election is yours.
#include <charconv>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string_view>

namespace {

volatile std::sig_atomic_t isOver = 0;

std::optional<int> parse(std::string_view text, int most)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 1 || value > most)
        return std::nullopt;
    return value;
}

// Send, listen, judge, and print "leader X" when the opinion changes, until isOver is set. Answers the exit status.
int live(const std::filesystem::path &directory, int self, int count, const sigset_t & /* openMask: for ppoll */)
{
    std::cerr << "node: " << self << " of " << count << " would meet the others in " << directory << '\n';
    return isOver ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    const auto count = argc == 4 ? parse(argv[3], 9) : std::nullopt;
    const auto self = count ? parse(argv[2], *count) : std::nullopt;
    if (!self) {
        std::cerr << "usage: node DIRECTORY ID COUNT (COUNT from 1 to 9, ID from 1 to COUNT)\n";
        return 2;
    }
    if (!std::filesystem::is_directory(argv[1])) {
        std::cerr << "node: there is no directory " << argv[1] << '\n';
        return 1;
    }
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    std::signal(SIGTERM, [](int) { isOver = 1; });
    return live(argv[1], *self, *count, before);
}
