/*
 * worker PATH: the room of the clients that the hub at PATH hands over, until the hub ends or SIGTERM comes.
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
    /* What do you keep for a client that does not read? What for one that has sent half a line? */
    fprintf(stderr, "worker: there is no room for clients of %s yet\n", argv[1]);
    return 1;
}
