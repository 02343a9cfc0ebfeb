// show FILE: looks at the board, and leaves it as it is.
#include "board.hpp"
#include <cerrno>
#include <cstring>
#include <iostream>

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: show FILE\n";
        return 2;
    }
    const int fd = open(argv[1], O_RDONLY | O_CLOEXEC);
    struct stat about{};
    if (fd < 0 || fstat(fd, &about) < 0) {
        std::cerr << "show: " << argv[1] << ": " << std::strerror(errno) << '\n';
        return 1;
    }
    std::uint64_t total = 0;
    if (about.st_size >= static_cast<off_t>(sizeof(Board))) {
        void *start = mmap(nullptr, sizeof(Board), PROT_READ, MAP_SHARED, fd, 0);
        if (start == MAP_FAILED)
            return 1;
        const auto *board = static_cast<const Board *>(start);
        for (int id = 0; id < 16; id++)
            if (const auto count = board->count[id]; count > 0)
                std::cout << id << ' ' << count << '\n';
        total = board->total;
    }
    std::cout << "total " << total << '\n' << std::flush;
    return std::cout ? 0 : 1;
}
