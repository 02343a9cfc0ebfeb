/* What send and receive have in common: both are compiled with this file. */
#define _POSIX_C_SOURCE 200809L
#include "waiting.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>

enum { MESSAGES = 10, MESSAGE_BYTES = 256 };

long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

int wait_ready(mqd_t queue, short events, long long until_ms)
{
    for (;;) {
        long long left = until_ms - now_ms();
        /* On Linux a queue's descriptor is a file descriptor: mq_overview(7). */
        struct pollfd ready = {.fd = (int)queue, .events = events};
        int count = left > 0 ? poll(&ready, 1, (int)left) : 0;
        if (count > 0)
            return 0;
        if (count == 0) {
            errno = ETIMEDOUT;
            return -1;
        }
        if (errno != EINTR)
            return -1;
    }
}

long read_number(const char *text, long most)
{
    long value = 0;
    if (*text == '\0')
        return -1;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || value > most)
            return -1;
        value = value * 10 + (*text - '0');
    }
    return value > most ? -1 : value;
}

mqd_t open_queue(const char *name, int access)
{
    struct mq_attr room = {.mq_maxmsg = MESSAGES, .mq_msgsize = MESSAGE_BYTES};
    return mq_open(name, access | O_CREAT | O_NONBLOCK, 0600, &room);
}
