/*
 * client: sends TEXT to the server and prints what comes back.
 *
 *     client KEYFILE TEXT
 */
#include "queue.hpp"
#include <csignal>
#include <cstdio>
#include <string_view>
#include <sys/random.h>
#include <unistd.h>

namespace {

// Without a handler's return there is no call that could start again.
void give_up(int) { _exit(timed_out); }

std::string make_id()
{
    unsigned char random[16];
    if (getrandom(random, sizeof random, 0) < 0)
        raise_error("getrandom");
    std::string id;
    for (const unsigned char byte : random)
        id += "0123456789abcdefghijklmnopqrstuv"[byte % 32];
    return id;
}

} // namespace

int main(int argc, char **argv)
try {
    const std::string_view text = argc == 3 ? argv[2] : "";
    if (text.empty() || text.size() > text_bytes) {
        std::fprintf(stderr, "usage: client KEYFILE TEXT (1 to 1000 bytes)\n");
        return usage;
    }
    std::signal(SIGALRM, give_up);
    alarm(5);
    const Queue queue = Queue::find(argv[1]);
    const std::string id = make_id();
    queue.send(request_type, std::to_string(getpid()) + ' ' + id + ' ' + std::string(text), 0);
    for (;;) {
        const std::string reply = *queue.receive(getpid(), 0);
        if (!reply.starts_with(id + ' '))
            continue; // of an earlier process with our pid
        std::fwrite(reply.data() + id.size() + 1, 1, reply.size() - id.size() - 1, stdout);
        std::putchar('\n');
        return std::fflush(stdout) == 0 ? 0 : failed;
    }
} catch (const std::system_error &error) {
    std::fprintf(stderr, "client: %s\n", error.what());
    const int why = error.code().value();
    return why == ENOENT || why == EIDRM || why == EINVAL ? peer_lost : failed;
}
