/* Wrong: takes all messages first, sorts them and prints at the end; the queue had them in order already. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct message {
    unsigned priority;
    long place;
    ssize_t length;
    char bytes[8192];
};

static int more_urgent(const void *left, const void *right)
{
    const struct message *a = left, *b = right;
    if (a->priority != b->priority)
        return a->priority > b->priority ? -1 : 1;
    return a->place < b->place ? -1 : 1;
}

static void print(struct message *messages, long count)
{
    qsort(messages, (size_t)count, sizeof *messages, more_urgent);
    for (long i = 0; i < count; i++) {
        printf("%u ", messages[i].priority);
        fwrite(messages[i].bytes, 1, (size_t)messages[i].length, stdout);
        putchar('\n');
    }
    fflush(stdout);
}

static int receive_all(mqd_t queue, long count)
{
    struct message *messages = malloc((size_t)(count + 1) * sizeof *messages);
    for (long taken = 0; taken < count; taken++) {
        struct timespec deadline;
        clock_gettime(CLOCK_REALTIME, &deadline);
        deadline.tv_sec += 3;
        struct message *one = &messages[taken];
        one->place = taken;
        do
            one->length = mq_timedreceive(queue, one->bytes, sizeof one->bytes, &one->priority, &deadline);
        while (one->length < 0 && errno == EINTR);
        if (one->length < 0) {
            int status = errno == ETIMEDOUT ? 4 : 1;
            perror("receive: mq_timedreceive");
            print(messages, taken);
            return status;
        }
    }
    print(messages, count);
    return 0;
}

int main(int argc, char **argv)
{
    int unlinks = argc == 4 && strcmp(argv[1], "-u") == 0;
    const char *name = unlinks ? argv[2] : argc == 3 ? argv[1] : "";
    char *end = "x";
    long count = argc >= 3 ? strtol(argv[argc - 1], &end, 10) : -1;
    if (name[0] != '/' || count < 0 || *end != '\0') {
        fprintf(stderr, "usage: %s [-u] /QUEUE N\n", argv[0]);
        return 2;
    }
    struct mq_attr room = {.mq_maxmsg = 10, .mq_msgsize = 256};
    mqd_t queue = mq_open(name, O_RDONLY | O_CREAT, 0600, &room);
    if (queue == (mqd_t)-1) {
        perror("receive: mq_open");
        return 1;
    }
    int status = receive_all(queue, count);
    if (unlinks)
        mq_unlink(name);
    return status;
}
