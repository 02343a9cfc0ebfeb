// send: copies standard input into the FIFO, whoever it is that empties it.
//
// Design: all input is read first, then the FIFO is opened, so that a receiver never waits for a slow input.
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace {

constexpr int failed = 1, usage = 2, peer_lost = 3;

int complain(const std::string &what)
{
    const int why = errno;
    std::cerr << "send: " << what << ": " << std::strerror(why) << '\n';
    return why == EPIPE ? peer_lost : failed;
}

bool read_input(std::vector<char> &input)
{
    std::vector<char> piece(65536);
    for (;;) {
        const ssize_t got = read(STDIN_FILENO, piece.data(), piece.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        input.insert(input.end(), piece.begin(), piece.begin() + got);
    }
}

bool write_all(int fd, const std::vector<char> &bytes)
{
    for (std::size_t sent = 0; sent < bytes.size();) {
        const ssize_t put = write(fd, bytes.data() + sent, bytes.size() - sent);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        sent += static_cast<std::size_t>(put);
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: send PATH < input\n";
        return usage;
    }
    const std::string path = argv[1];
    std::signal(SIGPIPE, SIG_IGN); // a lost receiver shall be an EPIPE we can report, not our death

    if (mkfifo(path.c_str(), 0600) < 0 && errno != EEXIST)
        return complain(path);
    struct stat about {};
    if (stat(path.c_str(), &about) < 0)
        return complain(path);
    if (!S_ISFIFO(about.st_mode)) {
        std::cerr << "send: " << path << " is not a FIFO\n";
        return failed;
    }
    std::vector<char> input;
    if (!read_input(input))
        return complain("cannot read the input");
    int fifo;
    do
        fifo = open(path.c_str(), O_WRONLY); // waits for a reader
    while (fifo < 0 && errno == EINTR);
    if (fifo < 0)
        return complain(path);
    return write_all(fifo, input) ? 0 : complain("cannot write to the receiver");
}
