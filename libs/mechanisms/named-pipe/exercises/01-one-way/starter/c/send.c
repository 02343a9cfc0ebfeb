/*
 * send: copies standard input into the FIFO at PATH, for whoever receives it.
 *
 * The frame stands: the arguments, and the status of a usage error. The rest is yours.
 */
#include <stdio.h>

/* Wait until somebody receives, copy standard input to the end; return the status. */
static int send_all(const char *path)
{
    fprintf(stderr, "send: nothing goes to %s yet\n", path);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s PATH < input\n", argv[0]);
        return 2;
    }
    return send_all(argv[1]);
}
