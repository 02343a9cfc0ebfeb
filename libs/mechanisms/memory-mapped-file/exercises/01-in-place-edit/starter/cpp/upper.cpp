// upper FILE: turns the letters a to z of FILE into A to Z, where they stand, through a shared mapping.
//
// The frame stands: the arguments, the file and its length. The mapping, and what is stored into it, is yours.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <sys/mman.h>
#include <sys/stat.h>

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " FILE\n";
        return 2;
    }
    const int fd = open(argv[1], O_RDONLY);
    struct stat about{};
    if (fd < 0 || fstat(fd, &about) < 0) {
        std::cerr << "upper: " << argv[1] << ": " << std::strerror(errno) << '\n';
        return 1;
    }
    // Which mapping puts a store into the file? And what does mmap say to a length of 0?
    long changed = 0;
    std::cout << "changed " << changed << '\n';
    return 0;
}
