// calculator PORT: answers expressions that come in frames, until SIGTERM.
//
// The frame of the program stands: the argument, and a sum. Frames, clients and the other operators are yours.
#include <iostream>
#include <sstream>
#include <string>
#include <sys/socket.h>

// What if the sum does not fit into 64 bits? What if the text is no sum at all?
static long long evaluate(const std::string &text)
{
    long long a = 0, b = 0;
    char operation = '+';
    std::istringstream(text) >> a >> operation >> b;
    return a + b;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " PORT\n";
        return 2;
    }
    // Where does one message end and the next one begin? Who waits while somebody has sent half of one?
    std::cerr << "calculator: nobody can ask at port " << argv[1] << " yet that 1 + 2 is " << evaluate("1 + 2") << "\n";
    return 1;
}
