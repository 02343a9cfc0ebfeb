/*
 * send: puts one message with a priority into a POSIX queue, and makes the queue when it is not there yet.
 *
 *     send QUEUE PRIORITY TEXT
 *
 * The frame stands: the arguments' number. The queue is yours.
 */
#include <stdio.h>

enum { FAILED = 1, USAGE = 2, TIMED_OUT = 4 };
enum { MESSAGES = 10, MESSAGE_BYTES = 256, PRIORITY_MAX = 32767, WAIT_SECONDS = 3 };

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: %s /QUEUE PRIORITY TEXT\n", argv[0]);
        return USAGE;
    }
    /* What else may be wrong with the arguments? Then: who makes the queue, and what happens while it is full? */
    fprintf(stderr, "send: nothing is sent yet\n");
    return FAILED;
}
