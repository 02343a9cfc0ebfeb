/*
 * receive: takes messages out of a POSIX queue, the most urgent first, and prints each as it comes.
 *
 *     receive [-u] QUEUE N
 *
 * Design: a queue that never makes us wait, and mq_notify: the kernel sends a signal when a message comes into the empty queue, once for each
 * request. So the request is made first, and then the queue is looked at once more.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

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

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* False when the time is over before the signal came. */
static bool await_news(const sigset_t *news, double until)
{
    for (;;) {
        double left = until - now();
        if (left <= 0)
            return false;
        struct timespec most = {.tv_sec = (time_t)left, .tv_nsec = (long)((left - (double)(time_t)left) * 1e9)};
        if (sigtimedwait(news, NULL, &most) >= 0)
            return true;
    }
}

static ssize_t receive_one(mqd_t queue, char *buffer, size_t size, unsigned *priority)
{
    sigset_t news;
    sigemptyset(&news);
    sigaddset(&news, SIGUSR1);
    struct sigevent tell = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    double until = now() + WAIT_SECONDS;
    for (;;) {
        ssize_t length = mq_receive(queue, buffer, size, priority);
        if (length >= 0 || errno != EAGAIN)
            return length;
        /* EBUSY: the request of ours that has not been used up still stands, or somebody else has one; then we look again soon. */
        bool is_told = mq_notify(queue, &tell) == 0;
        if (!is_told && errno != EBUSY)
            return -1;
        length = mq_receive(queue, buffer, size, priority);
        if (length >= 0 || errno != EAGAIN)
            return length;
        double soon = now() + 0.05;
        if (!await_news(&news, is_told || until < soon ? until : soon) && now() >= until) {
            errno = ETIMEDOUT;
            return -1;
        }
    }
}

static int receive_all(mqd_t queue, long count)
{
    struct mq_attr room;
    if (mq_getattr(queue, &room) < 0) {
        perror("receive: mq_getattr");
        return FAILED;
    }
    char *buffer = malloc((size_t)room.mq_msgsize);
    if (!buffer)
        return FAILED;
    int status = 0;
    for (long taken = 0; taken < count && status == 0; taken++) {
        unsigned priority;
        ssize_t length = receive_one(queue, buffer, (size_t)room.mq_msgsize, &priority);
        if (length < 0) {
            status = errno == ETIMEDOUT ? TIMED_OUT : FAILED;
            perror("receive");
            break;
        }
        printf("%u ", priority);
        fwrite(buffer, 1, (size_t)length, stdout);
        putchar('\n');
        if (fflush(stdout) != 0)
            status = FAILED;
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
    sigset_t news;
    sigemptyset(&news);
    sigaddset(&news, SIGUSR1);
    sigprocmask(SIG_BLOCK, &news, NULL);
    struct mq_attr room = {.mq_maxmsg = MESSAGES, .mq_msgsize = MESSAGE_BYTES};
    mqd_t queue = mq_open(name, O_RDONLY | O_CREAT | O_NONBLOCK, 0600, &room);
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
