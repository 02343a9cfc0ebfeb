/*
 * receive: takes messages out of a POSIX queue, the most urgent first, and prints each as it comes.
 *
 *     receive [-u] QUEUE N
 *
 * Design: a descriptor that does not block, poll, and unbuffered output.
 */
#define _POSIX_C_SOURCE 200809L
#include "waiting.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, TIMED_OUT = 4, COUNT_MAX = 100000, WAIT_MS = 3000 };

/* The largest message that the system allows without privilege is 8 KiB; the kernel refuses a buffer below the queue's own size. */
static char buffer[65536 + 32];

static int write_all(const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t put = write(STDOUT_FILENO, bytes, size);
        if (put < 0 && errno != EINTR)
            return -1;
        if (put > 0) {
            bytes += put;
            size -= (size_t)put;
        }
    }
    return 0;
}

static int print(unsigned priority, char *message, size_t length)
{
    char head[32];
    int size = snprintf(head, sizeof head, "%u ", priority);
    message[length] = '\n';
    return write_all(head, (size_t)size) < 0 || write_all(message, length + 1) < 0 ? -1 : 0;
}

static int receive_all(mqd_t queue, long count)
{
    while (count > 0) {
        long long until_ms = now_ms() + WAIT_MS;
        unsigned priority;
        ssize_t length;
        while ((length = mq_receive(queue, buffer, sizeof buffer - 32, &priority)) < 0) {
            if (errno == EINTR)
                continue;
            if (errno != EAGAIN) {
                perror("receive: mq_receive");
                return FAILED;
            }
            if (wait_ready(queue, POLLIN, until_ms) < 0) {
                int why = errno; /* perror may change it */
                perror("receive: poll");
                return why == ETIMEDOUT ? TIMED_OUT : FAILED;
            }
        }
        if (print(priority, buffer, (size_t)length) < 0) {
            perror("receive: standard output");
            return FAILED;
        }
        count--;
    }
    return 0;
}

int main(int argc, char **argv)
{
    bool unlinks = argc == 4 && strcmp(argv[1], "-u") == 0;
    const char *name = unlinks ? argv[2] : argc == 3 ? argv[1] : "";
    long count = argc >= 3 ? read_number(argv[argc - 1], COUNT_MAX) : -1;
    if (name[0] != '/' || count < 0) {
        fprintf(stderr, "usage: %s [-u] /QUEUE N\n", argv[0]);
        return USAGE;
    }
    mqd_t queue = open_queue(name, O_RDONLY);
    if (queue == (mqd_t)-1) {
        perror("receive: mq_open");
        return FAILED;
    }
    int status = receive_all(queue, count);
    if (unlinks && mq_unlink(name) < 0 && errno != ENOENT) {
        perror("receive: mq_unlink");
        return FAILED;
    }
    return status;
}
