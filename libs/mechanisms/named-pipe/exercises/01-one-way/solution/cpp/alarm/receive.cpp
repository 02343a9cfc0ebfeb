// receive: makes the FIFO if need be, copies what senders put into it to standard output, and removes its name.
//
// Design: with -k the FIFO is opened anew after each end-of-file, and an alarm measures the silence: its handler removes the
// name and ends the process. The new descriptor is opened before the old one is closed, so no sender is ever without a reader.
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace {

constexpr int failed = 1, usage = 2;
constexpr unsigned silence_seconds = 2;

std::string path; // the handler needs it; unlink and _exit are safe there, see signal-safety(7)

int complain(const std::string &what)
{
    std::cerr << "receive: " << what << ": " << std::strerror(errno) << '\n';
    return failed;
}

void end_of_session(int)
{
    unlink(path.c_str());
    _exit(0);
}

int open_fifo()
{
    int fd;
    do
        fd = open(path.c_str(), O_RDONLY);
    while (fd < 0 && errno == EINTR);
    return fd;
}

bool print(const char *bytes, std::size_t size)
{
    while (size > 0) {
        const ssize_t put = write(STDOUT_FILENO, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        size -= static_cast<std::size_t>(put);
    }
    return true;
}

int copy(int fifo, bool keep)
{
    std::vector<char> buffer(65536);
    for (;;) {
        const ssize_t got = read(fifo, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return complain("cannot read the FIFO");
        if (got == 0 && !keep)
            return 0;
        if (got == 0) { // the next open waits for the next sender
            const int next = open_fifo();
            if (next < 0)
                return complain(path);
            close(fifo);
            fifo = next;
            continue;
        }
        alarm(0); // nobody may be cut off in the middle of its output
        if (!print(buffer.data(), static_cast<std::size_t>(got)))
            return complain("cannot write the output");
        if (keep)
            alarm(silence_seconds);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const bool keep = arguments.size() == 2 && arguments[0] == "-k";
    if (arguments.size() != (keep ? 2 : 1)) {
        std::cerr << "usage: receive [-k] PATH > output\n";
        return usage;
    }
    path = arguments.back();
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGALRM, end_of_session);

    if (mkfifo(path.c_str(), 0600) < 0 && errno != EEXIST)
        return complain(path);
    struct stat about {};
    if (stat(path.c_str(), &about) < 0)
        return complain(path);
    if (!S_ISFIFO(about.st_mode)) {
        std::cerr << "receive: " << path << " is not a FIFO\n";
        return failed;
    }
    const int fifo = open_fifo();
    const int status = fifo < 0 ? complain(path) : copy(fifo, keep);
    alarm(0);
    unlink(path.c_str());
    return status;
}
