/*
 * receive: takes messages out of a POSIX queue, the most urgent first, and prints each as it comes.
 *
 *     receive [-u] QUEUE N
 *
 * The frame stands: which argument is what. The queue is yours.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { FAILED = 1, USAGE = 2, TIMED_OUT = 4 };
enum { MESSAGES = 10, MESSAGE_BYTES = 256, COUNT_MAX = 100000, WAIT_SECONDS = 3 };

int main(int argc, char **argv)
{
    bool unlinks = argc == 4 && strcmp(argv[1], "-u") == 0;
    const char *name = unlinks ? argv[2] : argc == 3 ? argv[1] : "";
    if (name[0] != '/') {
        fprintf(stderr, "usage: %s [-u] /QUEUE N\n", argv[0]);
        return USAGE;
    }
    /* How large must the buffer be when somebody else made the queue? By which clock does a timed receive wait? */
    fprintf(stderr, "receive: nothing is received yet\n");
    return FAILED;
}
