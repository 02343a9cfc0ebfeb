/*
 * send: puts one message with a priority into a POSIX queue, and makes the queue when it is not there yet.
 *
 *     send QUEUE PRIORITY TEXT
 *
 * Design: a descriptor that does not block, and poll. Another sender may take the room that poll saw: then we wait again.
 */
#define _POSIX_C_SOURCE 200809L
#include "waiting.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { FAILED = 1, USAGE = 2, TIMED_OUT = 4, PRIORITY_MAX = 32767, WAIT_MS = 3000 };

int main(int argc, char **argv)
{
    long priority = argc == 4 ? read_number(argv[2], PRIORITY_MAX) : -1;
    if (argc != 4 || argv[1][0] != '/' || priority < 0) {
        fprintf(stderr, "usage: %s /QUEUE PRIORITY TEXT\n", argv[0]);
        return USAGE;
    }
    mqd_t queue = open_queue(argv[1], O_WRONLY);
    if (queue == (mqd_t)-1) {
        perror("send: mq_open");
        return FAILED;
    }
    long long until_ms = now_ms() + WAIT_MS;
    while (mq_send(queue, argv[3], strlen(argv[3]), (unsigned)priority) < 0) {
        if (errno == EINTR)
            continue;
        if (errno != EAGAIN) {
            perror("send: mq_send");
            return FAILED;
        }
        if (wait_ready(queue, POLLOUT, until_ms) < 0) {
            int why = errno; /* perror may change it */
            perror("send: poll");
            return why == ETIMEDOUT ? TIMED_OUT : FAILED;
        }
    }
    return 0;
}
