/*
 * hub PATH: accepts clients at PATH and gives each connection to a worker, in turn, until SIGTERM.
 *
 * The frame stands: the argument. The sockets, the workers and how a connection gets to them are yours.
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
    /* What has to go along with a descriptor? Who else has it open when it has been sent? */
    fprintf(stderr, "hub: nobody is served at %s yet\n", argv[1]);
    return 1;
}
