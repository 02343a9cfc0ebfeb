// counter FILE N: adds 1 to the number in FILE, N times. Up to four copies run at the same time.
//
// The frame stands: the arguments, what counts as a number, the statuses. The step itself is yours.
#include <charconv>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

constexpr long most = 100000;

struct Nonsense {};

template <class Number>
bool parse(std::string_view text, Number &value)
{
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

long long valueIn(std::string_view text)
{
    if (text.empty()) return 0;
    long long value = 0;
    if (text.back() != '\n' || !parse(text.substr(0, text.size() - 1), value)) throw Nonsense();
    return value;
}

// One step: read FILE, add 1, write it back. What keeps the other copies out meanwhile?
long long increment(const std::string &path)
{
    valueIn("");
    throw std::runtime_error(path + ": nothing is counted yet");
}

} // namespace

int main(int argc, char **argv)
{
    long steps = 0;
    if (argc != 3 || !parse(std::string_view(argv[2]), steps) || steps < 1 || steps > most) {
        std::cerr << "usage: counter FILE N (N 1 to " << most << ")\n";
        return 2;
    }
    try {
        long long value = 0;
        for (long i = 0; i < steps; i++) value = increment(argv[1]);
        std::cout << value << std::endl;
        return std::cout ? 0 : 1;
    } catch (const Nonsense &) {
        std::cerr << "counter: " << argv[1] << " holds no number\n";
        return 3;
    } catch (const std::exception &error) {
        std::cerr << "counter: " << error.what() << "\n";
        return 1;
    }
}
