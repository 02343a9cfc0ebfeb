/*
 * receive: takes messages out of a POSIX queue, the most urgent first, and prints each as it comes.
 *
 *     receive [-u] QUEUE N
 *
 * Design: mq_timedreceive with a fresh deadline of the wall clock for each message, into a buffer as large as the queue's messages.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FAILED = 1, USAGE = 2, TIMED_OUT = 4 };
enum { MESSAGES = 10, MESSAGE_BYTES = 256, COUNT_MAX = 100000, WAIT_SECONDS = 3 };

static long read_count(const char *text)
{
    char *end;
    if (*text < '0' || *text > '9')
        return -1;
    errno = 0;
    long value = strtol(text, &end, 10);
    return errno != 0 || *end != '\0' || value > COUNT_MAX ? -1 : value;
}

/* Waits for one message, no longer than three seconds from now. */
static ssize_t receive_one(mqd_t queue, char *buffer, size_t size, unsigned *priority)
{
    struct timespec deadline;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += WAIT_SECONDS;
    ssize_t length;
    do
        length = mq_timedreceive(queue, buffer, size, priority, &deadline);
    while (length < 0 && errno == EINTR); /* the same deadline: interruptions do not add up */
    return length;
}

static int receive_all(mqd_t queue, long count)
{
    /* Who made the queue decided how long a message may be. */
    struct mq_attr room;
    if (mq_getattr(queue, &room) < 0) {
        perror("receive: mq_getattr");
        return FAILED;
    }
    char *buffer = malloc((size_t)room.mq_msgsize);
    if (!buffer) {
        perror("receive: malloc");
        return FAILED;
    }
    int status = 0;
    for (long taken = 0; taken < count && status == 0; taken++) {
        unsigned priority;
        ssize_t length = receive_one(queue, buffer, (size_t)room.mq_msgsize, &priority);
        if (length < 0) {
            status = errno == ETIMEDOUT ? TIMED_OUT : FAILED;
            perror("receive: mq_timedreceive");
            break;
        }
        printf("%u ", priority);
        fwrite(buffer, 1, (size_t)length, stdout); /* a message has a length, and may hold any bytes */
        putchar('\n');
        if (fflush(stdout) != 0) {
            perror("receive: standard output");
            status = FAILED;
        }
    }
    free(buffer);
    return status;
}

int main(int argc, char **argv)
{
    bool unlinks = argc == 4 && strcmp(argv[1], "-u") == 0;
    const char *name = unlinks ? argv[2] : argc == 3 ? argv[1] : "";
    long count = argc >= 3 ? read_count(argv[argc - 1]) : -1;
    if (name[0] != '/' || count < 0) {
        fprintf(stderr, "usage: %s [-u] /QUEUE N\n", argv[0]);
        return USAGE;
    }
    struct mq_attr room = {.mq_maxmsg = MESSAGES, .mq_msgsize = MESSAGE_BYTES};
    mqd_t queue = mq_open(name, O_RDONLY | O_CREAT, 0600, &room);
    if (queue == (mqd_t)-1) {
        perror("receive: mq_open");
        return FAILED;
    }
    int status = receive_all(queue, count);
    mq_close(queue);
    if (unlinks && mq_unlink(name) < 0 && errno != ENOENT) {
        perror("receive: mq_unlink");
        return FAILED;
    }
    return status;
}
