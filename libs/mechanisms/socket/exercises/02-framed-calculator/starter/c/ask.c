/*
 * ask HOST PORT: sends each line of standard input as a frame and prints the replies.
 *
 * The frame of the program stands: arguments and lines. The connection is yours.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t count;
    if (argc != 3) {
        fprintf(stderr, "usage: %s HOST PORT\n", argv[0]);
        return 2;
    }
    /* How does the other side know how long a text is, and in which order do the bytes of that number go? */
    while ((count = getline(&line, &size, stdin)) > 0)
        fprintf(stderr, "ask: a line of %zd bytes is not sent to %s yet\n", count, argv[1]);
    return 1;
}
