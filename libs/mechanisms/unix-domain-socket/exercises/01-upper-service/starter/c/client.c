/*
 * client PATH: sends standard input to the server at PATH and prints what comes back.
 *
 * The frame stands: the argument. Everything else is yours.
 */
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s PATH\n", argv[0]);
        return 2;
    }
    /* How does the server learn that this was all, while you still want to hear its answers? */
    fprintf(stderr, "client: nothing is sent to %s yet\n", argv[1]);
    return 1;
}
