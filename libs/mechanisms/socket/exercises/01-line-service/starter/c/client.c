/*
 * client HOST PORT: sends standard input to the server there and prints what comes back.
 *
 * The frame stands: the number of arguments. Everything else is yours.
 */
#include <stdio.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s HOST PORT\n", argv[0]);
        return 2;
    }
    /* How does the server learn that this was all, while you still want to hear its answers? */
    fprintf(stderr, "client: nothing is sent to %s, port %s yet\n", argv[1], argv[2]);
    return 1;
}
