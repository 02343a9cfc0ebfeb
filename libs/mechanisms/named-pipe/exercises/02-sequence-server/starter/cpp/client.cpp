// client: asks the server at PATH for N numbers and prints the first of them.
//
// The frame stands: the arguments. The rest is yours.
#include <cstdlib>
#include <iostream>
#include <string>

// Make PATH.PID, listen there, ask, print the reply, tidy up; return the status.
static int ask(const std::string &path, long count)
{
    std::cerr << "client: nobody asks " << path << " for " << count << " numbers yet\n";
    return 1;
}

int main(int argc, char **argv)
{
    char *end = nullptr;
    const long count = argc == 3 ? std::strtol(argv[2], &end, 10) : 0;
    if (argc != 3 || *end != '\0' || count < 1 || count > 1'000'000) {
        std::cerr << "usage: client PATH N, with N from 1 to 1000000\n";
        return 2;
    }
    return ask(argv[1], count);
}
