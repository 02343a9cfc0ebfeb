// count: every line is held against what a record of its letter looks like.
#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iostream>
#include <string>

namespace {

bool isRecord(const std::string &line)
{
    if (line.size() != 49 || line[0] < 'a' || line[0] > 'z' || line[1] != ':' || line[8] != ':') return false;
    auto isDigit = [](unsigned char byte) { return std::isdigit(byte) != 0; };
    return std::all_of(line.begin() + 2, line.begin() + 8, isDigit) && line.substr(9) == std::string(40, line[0]);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: count FILE\n";
        return 2;
    }
    std::ifstream file(argv[1], std::ios::binary);
    if (!file) {
        std::cerr << "count: " << argv[1] << " cannot be opened\n";
        return 1;
    }
    std::array<long, 26> counts{};
    long at = 0, bad = 0;
    for (std::string line; std::getline(file, line);) {
        at++;
        // At the end of the file without a newline: the last line is cut.
        if (isRecord(line) && !file.eof()) counts[static_cast<std::size_t>(line[0] - 'a')]++;
        else if (bad == 0) bad = at;
    }
    if (file.bad()) {
        std::cerr << "count: " << argv[1] << " cannot be read\n";
        return 1;
    }
    for (std::size_t i = 0; i < counts.size(); i++)
        if (counts[i] > 0) std::cout << static_cast<char>('a' + i) << ' ' << counts[i] << '\n';
    if (!std::cout.flush()) {
        std::cerr << "count: standard output cannot be written\n";
        return 1;
    }
    if (bad > 0) {
        std::cerr << "count: line " << bad << " is not a record\n";
        return 3;
    }
    return 0;
}
