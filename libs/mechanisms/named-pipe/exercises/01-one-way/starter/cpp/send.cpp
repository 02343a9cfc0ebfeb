// send: copies standard input into the FIFO at PATH, for whoever receives it.
//
// The frame stands: the arguments, and the status of a usage error. The rest is yours.
#include <iostream>
#include <string>

// Wait until somebody receives, copy standard input to the end; return the status.
static int send_all(const std::string &path)
{
    std::cerr << "send: nothing goes to " << path << " yet\n";
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: send PATH < input\n";
        return 2;
    }
    return send_all(argv[1]);
}
