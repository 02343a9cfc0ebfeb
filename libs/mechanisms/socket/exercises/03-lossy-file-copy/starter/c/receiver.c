/*
 * receiver PORT OUT: receives one file and stores it as OUT.
 *
 * The frame stands: the arguments. The socket and the protocol are yours.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s PORT OUT\n", argv[0]);
        return 2;
    }
    /* What if a piece comes twice, or too early? When you have everything: does the sender know? */
    fprintf(stderr, "receiver: nothing is received at port %s for %s yet\n", argv[1], argv[2]);
    return 1;
}
