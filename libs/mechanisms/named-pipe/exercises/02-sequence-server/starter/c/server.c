/*
 * server: hands out blocks of numbers. Requests come as lines `PID N` through PATH, each reply goes to PATH.PID.
 *
 * The frame stands: the arguments, and what a request and its reply look like. The rest is yours.
 */
#include <stdio.h>

/* Make or take over PATH, print `ready`, serve until SIGTERM; return the status. */
static int serve(const char *path)
{
    fprintf(stderr, "server: nobody serves at %s yet\n", path);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s PATH\n", argv[0]);
        return 2;
    }
    return serve(argv[1]);
}
