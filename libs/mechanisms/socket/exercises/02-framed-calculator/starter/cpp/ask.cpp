// ask HOST PORT: sends each line of standard input as a frame and prints the replies.
//
// The frame of the program stands: arguments and lines. The connection is yours.
#include <iostream>
#include <string>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::cerr << "usage: " << argv[0] << " HOST PORT\n";
        return 2;
    }
    // How does the other side know how long a text is, and in which order do the bytes of that number go?
    for (std::string line; std::getline(std::cin, line);)
        std::cerr << "ask: a line of " << line.size() << " bytes is not sent to " << argv[1] << " yet\n";
    return 1;
}
