// ring N M: a token goes round among N processes; who has it may print.
//
// Reading the arguments is done. The ring is yours.
#include <charconv>
#include <iostream>
#include <optional>
#include <string_view>

namespace {

std::optional<long> parse(std::string_view text, long least, long most)
{
    long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most)
        return std::nullopt;
    return value;
}

// What node `self` does until the token has made its last hop; answers its exit status.
int node(long self, long nodes, long hops)
{
    std::cerr << "ring: node " << self << " of " << nodes << " would wait for one of " << hops << " hops\n";
    return 1;
}

// Start the nodes, give the token to node 0, wait for all, and notice when one of them is lost.
int run(long nodes, long hops)
{
    return node(0, nodes, hops);
}

} // namespace

int main(int argc, char **argv)
{
    const auto nodes = argc == 3 ? parse(argv[1], 1, 64) : std::nullopt;
    const auto hops = argc == 3 ? parse(argv[2], 0, 100000) : std::nullopt;
    if (!nodes || !hops) {
        std::cerr << "usage: ring N M (N from 1 to 64, M from 0 to 100000)\n";
        return 2;
    }
    return run(*nodes, *hops);
}
