/*
 * receive: takes messages out of a POSIX queue, the most urgent first, and prints each as it comes.
 *
 *     receive [-u] QUEUE N
 *
 * The frame stands: which argument is what. The queue is yours.
 */
#include <cstdio>
#include <string>
#include <string_view>

enum Status { failed = 1, usage = 2, timed_out = 4 };

int main(int argc, char **argv)
{
    const bool unlinks = argc == 4 && std::string_view(argv[1]) == "-u";
    const std::string name = unlinks ? argv[2] : argc == 3 ? argv[1] : "";
    if (name.empty() || name[0] != '/') {
        std::fprintf(stderr, "usage: receive [-u] /QUEUE N\n");
        return usage;
    }
    // How large must the buffer be when somebody else made the queue? By which clock does a timed receive wait?
    std::fprintf(stderr, "receive: nothing is received yet\n");
    return failed;
}
