// service: answers SIGUSR1, SIGHUP and SIGTERM on standard output; PIDFILE tells others whom to signal.
//
// Reading the arguments and writing PIDFILE are done. When is the right moment to write it? Everything about signals
// is yours.
#include <csignal>
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>

static bool announce(const std::string &path)
{
    std::ofstream file(path, std::ios::trunc);
    file << getpid() << '\n';
    file.close();
    return !file.fail();
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: service PIDFILE\n";
        return 2;
    }
    if (!announce(argv[1])) {
        std::cerr << "service: " << argv[1] << " cannot be written\n";
        return 1;
    }
    pause(); // the first signal ends the program
    return 0;
}
