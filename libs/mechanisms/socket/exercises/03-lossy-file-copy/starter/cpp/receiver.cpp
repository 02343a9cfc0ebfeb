// receiver PORT OUT: receives one file and stores it as OUT.
//
// The frame stands: the arguments. The socket and the protocol are yours.
#include <arpa/inet.h>
#include <iostream>
#include <netinet/in.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::cerr << "usage: " << argv[0] << " PORT OUT\n";
        return 2;
    }
    // What if a piece comes twice, or too early? When you have everything: does the sender know?
    std::cerr << "receiver: nothing is received at port " << argv[1] << " for " << argv[2] << " yet\n";
    return 1;
}
