// store FILE: answers SET, GET, DEL and SYNC, one line each.
//
// The frame stands: lines come in, and answers go out. What FILE holds, and in which order you store it, is yours.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <string>
#include <string_view>

namespace {

// One command without its newline. Values may hold any other byte but NUL.
std::string answer(std::string_view line)
{
    if (line.substr(0, 4) == "SET ")
        return "ERR"; // When may it be OK? Somebody may kill this process before, and behind each store.
    if (line.substr(0, 4) == "GET ")
        return "NONE"; // Who else may have set it since?
    return "ERR";
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: store FILE\n";
        return 2;
    }
    if (open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0600) < 0) {
        std::cerr << "store: " << argv[1] << ": " << std::strerror(errno) << '\n';
        return 1;
    }
    for (std::string line; std::getline(std::cin, line) && !std::cin.eof();)
        std::cout << answer(line) << '\n' << std::flush;
    return 0;
}
