// service: answers SIGUSR1, SIGHUP and SIGTERM on standard output; PIDFILE tells others whom to signal.
//
// Design: every thread has the signals blocked; one thread waits for them with sigwait, in ordinary code, where
// everything may be called. The mask is set before the thread is made, because a thread inherits it.
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>
#include <unistd.h>

namespace {

sigset_t block_ours()
{
    sigset_t ours;
    sigemptyset(&ours);
    for (int number : {SIGUSR1, SIGHUP, SIGTERM})
        sigaddset(&ours, number);
    pthread_sigmask(SIG_BLOCK, &ours, nullptr);
    return ours;
}

bool announce(const std::string &path)
{
    std::ofstream file(path, std::ios::trunc);
    file << getpid() << '\n';
    file.close();
    return !file.fail();
}

void answer(const sigset_t &ours)
{
    for (int count = 0, number = 0;;) {
        if (sigwait(&ours, &number) != 0)
            continue;
        if (number == SIGTERM)
            return;
        if (number == SIGUSR1)
            std::cout << "status " << ++count << std::endl; // endl flushes
        else
            std::cout << "reload" << std::endl;
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: service PIDFILE\n";
        return 2;
    }
    const sigset_t ours = block_ours();
    if (!announce(argv[1])) {
        std::cerr << "service: " << argv[1] << " cannot be written\n";
        return 1;
    }
    std::thread desk(answer, std::cref(ours));
    desk.join();
    unlink(argv[1]);
    std::cout << "bye" << std::endl;
    return 0;
}
