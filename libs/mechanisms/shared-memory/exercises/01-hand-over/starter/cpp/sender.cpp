// sender NAME: hands what it reads to the receiver, in the shared-memory object NAME.
//
// Reading is done. What lies in the object, and who tells whom what, is yours.
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

constexpr std::size_t bytes_max = 65536;

// All of standard input, or at least one byte more than may be sent.
static std::vector<unsigned char> read_all()
{
    std::vector<unsigned char> input;
    unsigned char piece[4096];
    for (ssize_t n; input.size() <= bytes_max && (n = read(0, piece, sizeof piece)) > 0;)
        input.insert(input.end(), piece, piece + n);
    return input;
}

// Make the object, fill it, say so, wait until the bytes were taken, and clear up. Returns the exit status.
static int hand_over(const std::string &name, const std::vector<unsigned char> &input)
{
    std::cerr << "sender: " << input.size() << " bytes would go into " << name << '\n';
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: sender NAME\n";
        return 2;
    }
    const auto input = read_all();
    if (input.size() > bytes_max) {
        std::cerr << "sender: more than " << bytes_max << " bytes\n";
        return 1;
    }
    return hand_over(argv[1], input);
}
