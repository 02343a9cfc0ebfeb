/*
 * postman: looks after queues from outside.
 *
 *     postman inspect QUEUE            prints its mode, its room and how many messages wait
 *     postman fill QUEUE N             makes it, with 10 messages of 256 bytes, and puts in N messages
 *     postman take QUEUE               takes one message
 *     postman remove QUEUE             unlinks it
 *     postman foreign QUEUE KIND       makes it for messages of 8192 bytes, puts in some of KIND (`letters`: printable, or `bytes`: any),
 *                                      and prints what `receive` has to print
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

enum { LARGEST = 8192, FOREIGN = 6 };

static char bytes[LARGEST];

static void fail(const char *what)
{
    printf("postman: %s: %m\n", what);
    exit(1);
}

static mqd_t make(const char *name, int flags, long messages, long size)
{
    struct mq_attr room = {.mq_maxmsg = messages, .mq_msgsize = size};
    mqd_t queue = mq_open(name, flags | O_CREAT | O_NONBLOCK, 0600, &room);
    if (queue == (mqd_t)-1)
        fail("mq_open");
    return queue;
}

static void inspect(const char *name)
{
    struct mq_attr room;
    struct stat status;
    mqd_t queue = mq_open(name, O_RDONLY);
    if (queue == (mqd_t)-1 || mq_getattr(queue, &room) < 0 || fstat((int)queue, &status) < 0) {
        puts("no queue");
        return;
    }
    printf("mode %04o, %ld messages of %ld bytes, %ld waiting\n", status.st_mode & 07777U, room.mq_maxmsg, room.mq_msgsize,
           room.mq_curmsgs);
}

static void fill(const char *name, int count)
{
    mqd_t queue = make(name, O_WRONLY, 10, 256);
    for (int at = 0; at < count; at++)
        if (mq_send(queue, "full", 4, 1) < 0)
            fail("mq_send");
    puts("filled");
}

static void take(const char *name)
{
    mqd_t queue = mq_open(name, O_RDONLY | O_NONBLOCK);
    if (queue == (mqd_t)-1 || mq_receive(queue, bytes, sizeof bytes, NULL) < 0)
        fail("mq_receive");
    puts("taken");
}

/* The longest comes first, so that whoever forgets a length prints what it left in the buffer. */
static void foreign(const char *name, const char *kind)
{
    static const struct {
        unsigned priority;
        size_t size;
    } messages[FOREIGN] = {{32767, LARGEST}, {9, 5}, {9, 0}, {9, 256}, {3, 1}, {0, 40}};
    mqd_t queue = make(name, O_WRONLY, FOREIGN, LARGEST);
    for (int at = 0; at < FOREIGN; at++) {
        size_t size = messages[at].size;
        if (getrandom(bytes, sizeof bytes, 0) < 0)
            fail("getrandom");
        for (size_t i = 0; i < size; i++)
            bytes[i] = kind[0] == 'l' ? (char)('a' + (unsigned char)bytes[i] % 26) : i % 5 == 2 ? '\0' : i % 7 == 4 ? '\n' : bytes[i];
        if (mq_send(queue, bytes, size, messages[at].priority) < 0)
            fail("mq_send");
        printf("%u ", messages[at].priority);
        fwrite(bytes, 1, size, stdout);
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    const char *what = argc > 2 ? argv[1] : "";
    if (strcmp(what, "inspect") == 0)
        inspect(argv[2]);
    else if (strcmp(what, "fill") == 0)
        fill(argv[2], atoi(argv[3]));
    else if (strcmp(what, "take") == 0)
        take(argv[2]);
    else if (strcmp(what, "remove") == 0)
        puts(mq_unlink(argv[2]) == 0 ? "removed" : "no queue");
    else if (strcmp(what, "foreign") == 0)
        foreign(argv[2], argv[3]);
    else
        return 2;
    return 0;
}
