/*
 * server: reverses texts that come as requests in a System V queue.
 *
 *     server KEYFILE
 *
 * The frame stands: the key. The queue, the replies and the end at SIGTERM are yours.
 */
#include "letter.h"
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s KEYFILE\n", argv[0]);
        return USAGE;
    }
    key_t key = ftok(argv[1], 1);
    if (key == -1) {
        perror("server: ftok");
        return FAILED;
    }
    /* What if the queue is there already? What if there is no room for a reply? And who removes the queue? */
    fprintf(stderr, "server: nobody is served yet\n");
    return FAILED;
}
