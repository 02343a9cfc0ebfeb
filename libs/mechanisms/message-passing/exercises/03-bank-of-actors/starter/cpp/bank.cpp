// bank K: K actors, each of which owns an account; the teller passes on what it reads and prints what it hears.
//
// Reading the commands is done. The actors are yours.
#include <charconv>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

namespace {

constexpr int mostActors = 32;

class Bank {
public:
    // Start the actors here: each one a process that owns a balance of 1000 and reads its mail.
    explicit Bank(int actors) { std::cerr << "bank: " << actors << " actors would be started\n"; }

    [[nodiscard]] bool isOpen() const { return false; }

    void obey(const std::string &line)
    {
        std::istringstream words{line};
        std::string what;
        words >> what;
        std::cerr << "bank: would do " << what << '\n';
    }
};

} // namespace

int main(int argc, char **argv)
{
    int actors = 0;
    const std::string_view text = argc == 2 ? argv[1] : "";
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), actors);
    if (error != std::errc{} || end != text.data() + text.size() || actors < 1 || actors > mostActors) {
        std::cerr << "usage: bank K (K from 1 to 32)\n";
        return 2;
    }
    Bank bank{actors};
    // Whoever sits in getline does not hear its actors: a real teller waits for both at once.
    for (std::string line; bank.isOpen() && std::getline(std::cin, line);)
        bank.obey(line);
    return bank.isOpen() ? 0 : 1;
}
