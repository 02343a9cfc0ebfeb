/*
 * server: reverses texts. Requests come in one System V queue, replies go into another; a reply's type is the pid of who asked.
 *
 *     server KEYFILE
 *
 * Design: a thread for each reply, so that a client that does not read delays nobody else. While there is no room each of them asks
 * again, and clears away what lies there for clients that have died.
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

enum { RETRY_MS = 10, CLIENTS_MAX = 256 };

struct reply {
    size_t size;
    struct letter letter;
};

static int requests, replies;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pid_t clients[CLIENTS_MAX]; /* the last ones that were answered, round and round */
static size_t answered;

static void fail(const char *what)
{
    perror(what);
    exit(FAILED);
}

static bool is_dead(pid_t pid) { return kill(pid, 0) < 0 && errno == ESRCH; }

static void clear_dead_letters(void)
{
    struct letter ignored;
    pthread_mutex_lock(&lock);
    for (size_t at = 0; at < CLIENTS_MAX; at++) {
        if (clients[at] == 0 || !is_dead(clients[at]))
            continue;
        while (msgrcv(replies, &ignored, sizeof ignored.bytes, clients[at], IPC_NOWAIT) >= 0)
            ;
        clients[at] = 0;
    }
    pthread_mutex_unlock(&lock);
}

static void *deliver(void *given)
{
    struct reply *reply = given;
    pid_t client = (pid_t)reply->letter.type;
    while (!is_dead(client) && msgsnd(replies, &reply->letter, reply->size, IPC_NOWAIT) < 0) {
        if (errno != EAGAIN && errno != EINTR)
            break; /* the queue is gone: we are about to end */
        clear_dead_letters();
        nanosleep(&(struct timespec){.tv_nsec = RETRY_MS * 1000000L}, NULL);
    }
    pthread_mutex_lock(&lock);
    clients[answered++ % CLIENTS_MAX] = client;
    pthread_mutex_unlock(&lock);
    free(reply);
    return NULL;
}

/* `PID ID TEXT` becomes `ID TXET` of type PID. */
static struct reply *reverse(const char *request, size_t size)
{
    int pid, head = 0;
    char id[ID_BYTES + 1];
    if (sscanf(request, "%d %16s%n", &pid, id, &head) != 2 || pid <= 1 || request[head] != ' ')
        return NULL;
    struct reply *reply = malloc(sizeof *reply);
    if (!reply)
        fail("server: malloc");
    reply->letter.type = pid;
    reply->size = (size_t)sprintf(reply->letter.bytes, "%s ", id);
    for (size_t at = size; at > (size_t)head + 1; at--)
        reply->letter.bytes[reply->size++] = request[at - 1];
    return reply;
}

static void *serve(void *unused)
{
    (void)unused;
    static struct letter request;
    pthread_attr_t detached;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&detached, 65536);
    for (;;) {
        ssize_t size = msgrcv(requests, &request, sizeof request.bytes - 1, REQUEST, 0);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return NULL;
        request.bytes[size] = '\0';
        struct reply *reply = reverse(request.bytes, (size_t)size);
        pthread_t thread;
        while (reply && pthread_create(&thread, &detached, deliver, reply) != 0)
            nanosleep(&(struct timespec){.tv_nsec = RETRY_MS * 1000000L}, NULL); /* too many at once */
    }
}

/* Makes the queue anew, whatever a crashed server left in it. */
static int make_queue(const char *path, int project)
{
    key_t key = ftok(path, project);
    if (key == -1)
        fail("server: ftok");
    int stale = msgget(key, 0);
    if (stale >= 0)
        msgctl(stale, IPC_RMID, NULL);
    int queue = msgget(key, IPC_CREAT | IPC_EXCL | 0600);
    if (queue < 0)
        fail("server: msgget");
    return queue;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s KEYFILE\n", argv[0]);
        return USAGE;
    }
    sigset_t term;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &term, NULL);
    replies = make_queue(argv[1], 2); /* first: who finds the queue of requests finds this one too */
    requests = make_queue(argv[1], 1);
    pthread_t server;
    if (pthread_create(&server, NULL, serve, NULL) != 0)
        fail("server: pthread_create");
    puts("ready");
    fflush(stdout);
    int signal;
    sigwait(&term, &signal);
    msgctl(requests, IPC_RMID, NULL);
    msgctl(replies, IPC_RMID, NULL);
    _exit(0); /* threads may still wait to deliver */
}
