/*
 * client: sends TEXT to the server and prints what comes back.
 *
 *     client KEYFILE TEXT
 *
 * The frame stands: the arguments. Request and reply are yours.
 */
#include "letter.h"
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

int main(int argc, char **argv)
{
    size_t length = argc == 3 ? strlen(argv[2]) : 0;
    if (length < 1 || length > TEXT_BYTES) {
        fprintf(stderr, "usage: %s KEYFILE TEXT (1 to %d bytes)\n", argv[0], TEXT_BYTES);
        return USAGE;
    }
    /* Which letters are yours? How do you know that a letter answers this request, and not one of an earlier process? */
    fprintf(stderr, "client: nothing is asked yet\n");
    return FAILED;
}
