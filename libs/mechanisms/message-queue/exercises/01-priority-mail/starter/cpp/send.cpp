/*
 * send: puts one message with a priority into a POSIX queue, and makes the queue when it is not there yet.
 *
 *     send QUEUE PRIORITY TEXT
 *
 * The frame stands: the arguments' number. The queue is yours.
 */
#include <cstdio>

enum Status { failed = 1, usage = 2, timed_out = 4 };

int main(int argc, char **)
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: send /QUEUE PRIORITY TEXT\n");
        return usage;
    }
    // What else may be wrong with the arguments? Then: who makes the queue, and what happens while it is full?
    std::fprintf(stderr, "send: nothing is sent yet\n");
    return failed;
}
