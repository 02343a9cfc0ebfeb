/*
 * reporter PATH TEXT: sends TEXT to the collector at PATH as one message.
 *
 * The frame stands: the arguments and the length of the text. Everything else is yours.
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { TEXT_MAX = 65536 };

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s PATH TEXT\n", argv[0]);
        return 2;
    }
    if (argv[2][0] == '\0' || strlen(argv[2]) > TEXT_MAX) {
        fprintf(stderr, "reporter: a text has 1 to %d bytes\n", TEXT_MAX);
        return 1;
    }
    /* How long do you wait when nobody takes the message? What do you tell your caller then? */
    fprintf(stderr, "reporter: nothing is sent to %s yet\n", argv[1]);
    return 1;
}
