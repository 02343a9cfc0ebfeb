/*
 * server: reverses texts. Requests and replies share one System V queue; a reply's type is the pid of who asked.
 *
 *     server KEYFILE
 *
 * Design: one loop that never sleeps in msgsnd. A reply that finds no room is kept in memory, so the server goes on taking requests
 * out of the very queue it cannot write to. Another thread waits for SIGTERM.
 */
#define _GNU_SOURCE
#include "letter.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <time.h>
#include <unistd.h>

enum { RETRY_MS = 5, POSTED_MAX = 256 };

struct reply {
    struct reply *next;
    size_t size;
    struct letter letter;
};

static int queue;
static struct reply *waiting; /* replies that found no room, oldest first */
static pid_t posted[POSTED_MAX]; /* whose letters may lie in the queue */
static size_t posted_count;

static void fail(const char *what)
{
    perror(what);
    exit(FAILED);
}

/* Takes the queue away with everything in it: who waits there is told by EIDRM. */
static void *end_at_term(void *signals)
{
    int signal;
    sigwait(signals, &signal);
    msgctl(queue, IPC_RMID, NULL);
    _exit(0);
}

static bool is_dead(pid_t pid) { return kill(pid, 0) < 0 && errno == ESRCH; }

/* Letters for clients that have died would lie there until the queue is full of them. */
static void clear_dead_letters(void)
{
    static struct letter ignored;
    size_t kept = 0;
    for (size_t at = 0; at < posted_count; at++) {
        if (!is_dead(posted[at])) {
            posted[kept++] = posted[at];
            continue;
        }
        while (msgrcv(queue, &ignored, sizeof ignored.bytes, posted[at], IPC_NOWAIT) >= 0)
            ;
    }
    posted_count = kept;
}

static void note_posted(pid_t pid)
{
    if (posted_count == POSTED_MAX)
        clear_dead_letters();
    if (posted_count == POSTED_MAX) /* all alive: forget who was first, who has read his letter long ago */
        memmove(posted, posted + 1, --posted_count * sizeof *posted);
    posted[posted_count++] = pid;
}

/* Posts what there is room for; says whether anything is left. */
static bool post(void)
{
    for (struct reply **at = &waiting; *at;) {
        struct reply *reply = *at;
        pid_t client = (pid_t)reply->letter.type;
        if (is_dead(client) || msgsnd(queue, &reply->letter, reply->size, IPC_NOWAIT) == 0) {
            note_posted(client);
            *at = reply->next;
            free(reply);
        } else if (errno == EAGAIN) {
            at = &reply->next; /* a smaller one may still fit */
        } else if (errno != EINTR) {
            fail("server: msgsnd");
        }
    }
    return waiting != NULL;
}

/* `PID ID TEXT` becomes a reply `ID TXET` of type PID; what is not a request is thrown away. */
static void answer(char *request, size_t size)
{
    request[size] = '\0';
    char *end;
    long pid = strtol(request, &end, 10);
    char *id = end + 1;
    char *blank = *end == ' ' ? strchr(id, ' ') : NULL;
    if (pid <= 1 || !blank)
        return;
    size_t id_size = (size_t)(blank - id), text_size = size - (size_t)(blank + 1 - request);
    struct reply *reply = malloc(sizeof *reply);
    if (!reply)
        fail("server: malloc");
    reply->next = NULL;
    reply->size = id_size + 1 + text_size;
    reply->letter.type = pid;
    memcpy(reply->letter.bytes, id, id_size + 1);
    for (size_t at = 0; at < text_size; at++)
        reply->letter.bytes[id_size + 1 + at] = blank[text_size - at];
    struct reply **last = &waiting;
    while (*last)
        last = &(*last)->next;
    *last = reply;
}

/* Whether replies lie in the queue: of dead clients they may fill it, and then no request would ever come to wake us. */
static bool is_empty(void)
{
    struct msqid_ds state;
    if (msgctl(queue, IPC_STAT, &state) == 0 && state.msg_qnum > 0)
        return false;
    posted_count = 0;
    return true;
}

static void serve(void)
{
    static struct letter request;
    for (;;) {
        bool may_sleep = !post() && is_empty();
        ssize_t size = msgrcv(queue, &request, sizeof request.bytes - 1, REQUEST, may_sleep ? 0 : IPC_NOWAIT);
        if (size >= 0) {
            answer(request.bytes, (size_t)size);
        } else if (errno == ENOMSG) {
            clear_dead_letters();
            nanosleep(&(struct timespec){.tv_nsec = RETRY_MS * 1000000L}, NULL);
        } else if (errno == EIDRM || errno == EINVAL) {
            pause(); /* the other thread ends us */
        } else if (errno != EINTR) {
            fail("server: msgrcv");
        }
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s KEYFILE\n", argv[0]);
        return USAGE;
    }
    key_t key = ftok(argv[1], 1);
    if (key == -1)
        fail("server: ftok");
    sigset_t term;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &term, NULL);

    int stale = msgget(key, 0);
    if (stale >= 0)
        msgctl(stale, IPC_RMID, NULL); /* of a crashed server, with old requests and replies */
    queue = msgget(key, IPC_CREAT | IPC_EXCL | 0600);
    if (queue < 0)
        fail("server: msgget");
    pthread_t ender;
    if (pthread_create(&ender, NULL, end_at_term, &term) != 0)
        fail("server: pthread_create");
    puts("ready");
    fflush(stdout);
    serve();
}
