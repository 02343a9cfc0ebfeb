// append FILE ID COUNT: puts the records 1 to COUNT of the writer ID behind what FILE holds. Up to four run at the same time.
//
// The frame stands: the arguments, the record. How it gets into FILE, whole and behind everything else, is yours.
#include <charconv>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>

namespace {

constexpr int most = 100000;

// 0 when the text is no number in range.
int numberIn(std::string_view text)
{
    int value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value >= 1 && value <= most ? value : 0;
}

std::string record(char id, int sequence)
{
    std::string digits = std::to_string(sequence);
    return id + (":" + std::string(6 - digits.size(), '0')) + digits + ":" + std::string(40, id) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    std::string_view id = argc == 4 ? argv[2] : "";
    int count = argc == 4 ? numberIn(argv[3]) : 0;
    if (count == 0 || id.size() != 1 || id[0] < 'a' || id[0] > 'z') {
        std::cerr << "usage: append FILE ID COUNT (ID a to z, COUNT 1 to " << most << ")\n";
        return 2;
    }
    std::string first = record(id[0], 1);
    // Who else writes to FILE between the moment you choose a place in it and the moment you write there?
    std::cerr << "append: nothing is written yet\n";
    return first.size() == 50 ? 1 : 0;
}
