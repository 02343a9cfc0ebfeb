/*
 * server: reverses texts that come as requests in a System V queue.
 *
 *     server KEYFILE
 *
 * The frame stands: the key. The queue, the replies and the end at SIGTERM are yours.
 */
#include <cstdio>
#include <sys/ipc.h>
#include <sys/msg.h>

enum Status { failed = 1, usage = 2 };

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: server KEYFILE\n");
        return usage;
    }
    const key_t key = ftok(argv[1], 1);
    if (key == -1) {
        std::perror("server: ftok");
        return failed;
    }
    // What if the queue is there already? What if there is no room for a reply? And who removes the queue?
    std::fprintf(stderr, "server: nobody is served yet\n");
    return failed;
}
