// server: hands out blocks of numbers. Requests come as lines `PID N` through PATH, each reply goes to PATH.PID.
//
// The frame stands: the arguments, and what a request and its reply look like. The rest is yours.
#include <iostream>
#include <string>

// Make or take over PATH, print `ready`, serve until SIGTERM; return the status.
static int serve(const std::string &path)
{
    std::cerr << "server: nobody serves at " << path << " yet\n";
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: server PATH\n";
        return 2;
    }
    return serve(argv[1]);
}
