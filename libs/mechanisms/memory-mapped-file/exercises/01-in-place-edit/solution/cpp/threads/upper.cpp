// upper FILE: two threads share one mapping; each turns a half, by a table.
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <span>
#include <sys/mman.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace {

constexpr auto table = [] {
    std::array<unsigned char, 256> all{};
    for (int value = 0; value < 256; value++)
        all[value] = static_cast<unsigned char>(value >= 'a' && value <= 'z' ? value - 32 : value);
    return all;
}();

int fail(const char *path, const char *why)
{
    std::cerr << "upper: " << path << ": " << why << '\n';
    return 1;
}

void turn(std::span<unsigned char> bytes, long &changed)
{
    for (auto &byte : bytes) {
        const unsigned char turned = table[byte];
        changed += turned != byte;
        byte = turned;
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " FILE\n";
        return 2;
    }
    const int fd = open(argv[1], O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return fail(argv[1], std::strerror(errno));
    struct stat about{};
    if (fstat(fd, &about) < 0)
        return fail(argv[1], std::strerror(errno));
    if (!S_ISREG(about.st_mode))
        return fail(argv[1], "not a regular file");
    long first = 0;
    long second = 0;
    if (about.st_size > 0) {
        const auto length = static_cast<std::size_t>(about.st_size);
        void *start = mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (start == MAP_FAILED)
            return fail(argv[1], std::strerror(errno));
        const std::span all(static_cast<unsigned char *>(start), length);
        std::thread other(turn, all.subspan(length / 2), std::ref(second));
        turn(all.first(length / 2), first);
        other.join();
    }
    std::cout << "changed " << first + second << '\n' << std::flush;
    return std::cout ? 0 : 1;
}
