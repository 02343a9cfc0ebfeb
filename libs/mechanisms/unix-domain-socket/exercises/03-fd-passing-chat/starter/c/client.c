/*
 * client PATH NAME: standard input to the room, what comes from there to standard output.
 *
 * The frame stands: the arguments. Everything else is yours.
 */
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s PATH NAME\n", argv[0]);
        return 2;
    }
    /* Two sides may speak at any time. Which of them do you wait for? */
    fprintf(stderr, "client: %s cannot talk at %s yet\n", argv[2], argv[1]);
    return 1;
}
