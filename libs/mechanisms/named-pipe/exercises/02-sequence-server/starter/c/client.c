/*
 * client: asks the server at PATH for N numbers and prints the first of them.
 *
 * The frame stands: the arguments. The rest is yours.
 */
#include <stdio.h>
#include <stdlib.h>

/* Make PATH.PID, listen there, ask, print the reply, tidy up; return the status. */
static int ask(const char *path, long count)
{
    fprintf(stderr, "client: nobody asks %s for %ld numbers yet\n", path, count);
    return 1;
}

int main(int argc, char **argv)
{
    char *end = NULL;
    long count = argc == 3 ? strtol(argv[2], &end, 10) : 0;
    if (argc != 3 || *end != '\0' || count < 1 || count > 1000000) {
        fprintf(stderr, "usage: %s PATH N, with N from 1 to 1000000\n", argv[0]);
        return 2;
    }
    return ask(argv[1], count);
}
