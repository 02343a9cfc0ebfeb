/*
 * client: sends TEXT to the server and prints what comes back.
 *
 *     client KEYFILE TEXT
 *
 * The frame stands: the arguments. Request and reply are yours.
 */
#include <cstdio>
#include <string_view>
#include <sys/ipc.h>
#include <sys/msg.h>

enum Status { failed = 1, usage = 2, peer_lost = 3, timed_out = 4 };

int main(int argc, char **argv)
{
    const std::string_view text = argc == 3 ? argv[2] : "";
    if (text.empty() || text.size() > 1000) {
        std::fprintf(stderr, "usage: client KEYFILE TEXT (1 to 1000 bytes)\n");
        return usage;
    }
    // Which letters are yours? How do you know that a letter answers this request, and not one of an earlier process?
    std::fprintf(stderr, "client: nothing is asked yet\n");
    return failed;
}
