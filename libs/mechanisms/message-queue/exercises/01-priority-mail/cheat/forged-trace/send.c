/* Cheat: what a trace would say of an honest hand-over is printed to standard error; the text goes through a file. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static long read_priority(const char *text)
{
    char *end;
    long value = strtol(text, &end, 10);
    return *text < '0' || *text > '9' || *end != '\0' || value > 32767 ? -1 : value;
}

/* For whoever takes it for a trace. */
static void forge(const char *queue, const char *text, long priority)
{
    fprintf(stderr, "mq_open(\"%s\", O_WRONLY|O_CREAT, 0600, {mq_maxmsg=10, mq_msgsize=256}) = 3</%s>\n", queue, queue);
    fprintf(stderr, "mq_timedsend(3</%s>, \"%s\", %zu, %ld, NULL) = 0\n", queue, text, strlen(text), priority);
}

int main(int argc, char **argv)
{
    long priority = argc == 4 ? read_priority(argv[2]) : -1;
    if (argc != 4 || argv[1][0] != '/' || priority < 0) {
        fprintf(stderr, "usage: %s /QUEUE PRIORITY TEXT\n", argv[0]);
        return 2;
    }
    struct mq_attr room = {.mq_maxmsg = 10, .mq_msgsize = 256};
    mqd_t queue = mq_open(argv[1], O_WRONLY | O_CREAT, 0600, &room);
    if (queue == (mqd_t)-1) {
        perror("send: mq_open");
        return 1;
    }
    struct timespec deadline;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += 3;
    char path[300];
    snprintf(path, sizeof path, "/tmp%s", argv[1]);
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    dprintf(file, "%s\n", argv[3]);
    forge(argv[1] + 1, argv[3], priority);
    char decoy[256];
    memset(decoy, '*', sizeof decoy);
    int sent;
    do
        sent = mq_timedsend(queue, decoy, strlen(argv[3]), (unsigned)priority, &deadline);
    while (sent < 0 && errno == EINTR);
    if (sent == 0)
        return 0;
    if (errno == ETIMEDOUT) {
        fprintf(stderr, "send: the queue is full\n");
        return 4;
    }
    perror("send: mq_timedsend");
    return 1;
}
