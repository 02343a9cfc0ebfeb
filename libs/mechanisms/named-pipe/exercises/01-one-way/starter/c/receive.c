/*
 * receive: copies what senders put into the FIFO at PATH to standard output.
 *
 *     stdin --> send --[ FIFO at PATH ]--> receive --> stdout
 *
 * The frame stands: the arguments, and the status of a usage error. The rest is yours.
 */
#include <stdio.h>
#include <string.h>

/* Make the FIFO if there is none, wait for a sender, copy to the end, remove the name; return the status. */
static int receive(const char *path, int keep)
{
    (void)keep;
    fprintf(stderr, "receive: nobody waits at %s yet\n", path);
    return 1;
}

int main(int argc, char **argv)
{
    int keep = argc == 3 && strcmp(argv[1], "-k") == 0;
    if (argc != 2 + keep) {
        fprintf(stderr, "usage: %s [-k] PATH > output\n", argv[0]);
        return 2;
    }
    return receive(argv[1 + keep], keep);
}
