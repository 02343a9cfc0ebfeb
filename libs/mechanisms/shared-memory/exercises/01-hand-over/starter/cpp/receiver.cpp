// receiver NAME: prints what the sender has put into the shared-memory object NAME.
//
// Printing is done. Waiting until it is all there is yours.
#include <cerrno>
#include <iostream>
#include <string>
#include <unistd.h>

static bool print(const unsigned char *bytes, std::size_t length)
{
    while (length > 0) {
        const ssize_t n = write(1, bytes, length);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            bytes += n;
            length -= static_cast<std::size_t>(n);
        }
    }
    return true;
}

// Wait for the object and for all of its content, print it, and let the sender know. Returns the exit status.
static int take(const std::string &name)
{
    std::cerr << "receiver: the bytes would come out of " << name << '\n';
    return print(nullptr, 0) ? 4 : 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: receiver NAME\n";
        return 2;
    }
    return take(argv[1]);
}
