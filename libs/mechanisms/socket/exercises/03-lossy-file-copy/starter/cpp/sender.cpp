// sender HOST PORT FILE: sends a file to the receiver at HOST PORT, whatever the network does to datagrams.
//
// The frame stands: arguments, and the first piece of FILE. The protocol is yours.
#include <arpa/inet.h>
#include <fstream>
#include <iostream>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::cerr << "usage: " << argv[0] << " HOST PORT FILE\n";
        return 2;
    }
    std::ifstream file(argv[3], std::ios::binary);
    if (!file) {
        std::cerr << "sender: " << argv[3] << " cannot be read\n";
        return 1;
    }
    std::string piece(1400, '\0');
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    // How does the receiver know which piece this is? How do you learn that it has got it, and what if nobody says so?
    std::cerr << "sender: the first " << file.gcount() << " bytes are not sent to port " << argv[2] << " yet\n";
    return 1;
}
