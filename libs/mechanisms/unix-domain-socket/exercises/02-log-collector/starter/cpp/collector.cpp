/*
 * collector PATH: prints `PID UID TEXT` for every message, PID and UID from the kernel, until SIGTERM.
 *
 * The frame stands: the argument. The socket and who talks to it are yours.
 */
#include <cstdio>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s PATH\n", argv[0]);
        return 2;
    }
    /* Which kind of socket keeps one message apart from the next? Whom do you ask who has sent it? */
    std::fprintf(stderr, "collector: nothing is collected at %s yet\n", argv[1]);
    return 1;
}
