/*
 * send: puts one message with a priority into a POSIX queue, and makes the queue when it is not there yet.
 *
 *     send QUEUE PRIORITY TEXT
 *
 * Design: a queue that never makes us wait; while it is full we sleep 20 ms between two tries.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FAILED = 1, USAGE = 2, TIMED_OUT = 4 };
enum { MESSAGES = 10, MESSAGE_BYTES = 256, PRIORITY_MAX = 32767, WAIT_SECONDS = 3 };

static long read_priority(const char *text)
{
    char *end;
    if (*text < '0' || *text > '9')
        return -1;
    errno = 0;
    long value = strtol(text, &end, 10);
    return errno != 0 || *end != '\0' || value > PRIORITY_MAX ? -1 : value;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    long priority = argc == 4 ? read_priority(argv[2]) : -1;
    if (argc != 4 || argv[1][0] != '/' || priority < 0) {
        fprintf(stderr, "usage: %s /QUEUE PRIORITY TEXT\n", argv[0]);
        return USAGE;
    }
    struct mq_attr room = {.mq_maxmsg = MESSAGES, .mq_msgsize = MESSAGE_BYTES};
    mqd_t queue = mq_open(argv[1], O_WRONLY | O_CREAT | O_NONBLOCK, 0600, &room);
    if (queue == (mqd_t)-1) {
        perror("send: mq_open");
        return FAILED;
    }
    const struct timespec pause = {.tv_nsec = 20000000};
    for (double until = now() + WAIT_SECONDS; now() < until; nanosleep(&pause, NULL)) {
        if (mq_send(queue, argv[3], strlen(argv[3]), (unsigned)priority) == 0)
            return 0;
        if (errno != EAGAIN) {
            perror("send: mq_send");
            return FAILED;
        }
    }
    fprintf(stderr, "send: %s was full for %d s\n", argv[1], WAIT_SECONDS);
    return TIMED_OUT;
}
