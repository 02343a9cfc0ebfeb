/*
 * sender HOST PORT FILE: sends a file to the receiver at HOST PORT, whatever the network does to datagrams.
 *
 * The frame stands: arguments, and the first piece of FILE. The protocol is yours.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { PIECE = 1400 };

int main(int argc, char **argv)
{
    char piece[PIECE];
    if (argc != 4) {
        fprintf(stderr, "usage: %s HOST PORT FILE\n", argv[0]);
        return 2;
    }
    FILE *file = fopen(argv[3], "r");
    if (file == NULL) {
        perror(argv[3]);
        return 1;
    }
    const size_t count = fread(piece, 1, sizeof piece, file);
    fclose(file);
    /* How does the receiver know which piece this is? How do you learn that it has got it, and what if nobody says so? */
    fprintf(stderr, "sender: the first %zu bytes are not sent to port %s yet\n", count, argv[2]);
    return 1;
}
