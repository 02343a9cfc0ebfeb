// receive: copies what senders put into the FIFO at PATH to standard output.
//
//     stdin --> send --[ FIFO at PATH ]--> receive --> stdout
//
// The frame stands: the arguments, and the status of a usage error. The rest is yours.
#include <iostream>
#include <string>
#include <vector>

// Make the FIFO if there is none, wait for a sender, copy to the end, remove the name; return the status.
static int receive(const std::string &path, bool keep)
{
    (void)keep;
    std::cerr << "receive: nobody waits at " << path << " yet\n";
    return 1;
}

int main(int argc, char **argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const bool keep = arguments.size() == 2 && arguments[0] == "-k";
    if (arguments.size() != (keep ? 2 : 1)) {
        std::cerr << "usage: receive [-k] PATH > output\n";
        return 2;
    }
    return receive(arguments.back(), keep);
}
