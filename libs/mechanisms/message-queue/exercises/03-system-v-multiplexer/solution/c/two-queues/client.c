/*
 * client: sends TEXT to the server and prints what comes back.
 *
 *     client KEYFILE TEXT
 *
 * Design: two queues that never block us, and a short sleep between two tries; the clock is looked at before each.
 */
#define _GNU_SOURCE
#include "letter.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 5000, RETRY_MS = 10 };

static long long began_ms;

static long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* After a call that failed: sleeps a moment when it may succeed later, or else ends the program. */
static void wait_or_end(const char *what)
{
    if (errno != EAGAIN && errno != ENOMSG && errno != EINTR) {
        int status = errno == EIDRM || errno == EINVAL ? PEER_LOST : FAILED;
        perror(what);
        exit(status);
    }
    if (now_ms() - began_ms >= PATIENCE_MS) {
        fprintf(stderr, "client: no reply for %d ms\n", PATIENCE_MS);
        exit(TIMED_OUT);
    }
    nanosleep(&(struct timespec){.tv_nsec = RETRY_MS * 1000000L}, NULL);
}

static int find_queue(const char *path, int project)
{
    key_t key = ftok(path, project);
    int queue = key == -1 ? -1 : msgget(key, 0);
    if (queue >= 0)
        return queue;
    perror("client: no server");
    exit(PEER_LOST);
}

int main(int argc, char **argv)
{
    size_t length = argc == 3 ? strlen(argv[2]) : 0;
    if (length < 1 || length > TEXT_BYTES) {
        fprintf(stderr, "usage: %s KEYFILE TEXT (1 to %d bytes)\n", argv[0], TEXT_BYTES);
        return USAGE;
    }
    began_ms = now_ms();
    int requests = find_queue(argv[1], 1), replies = find_queue(argv[1], 2);

    unsigned random;
    if (getrandom(&random, sizeof random, 0) < 0) {
        perror("client: getrandom");
        return FAILED;
    }
    char id[ID_BYTES + 2];
    size_t id_size = (size_t)snprintf(id, sizeof id, "r%u ", random);
    static struct letter letter = {.type = REQUEST};
    int size = sprintf(letter.bytes, "%d %s%s", (int)getpid(), id, argv[2]);
    while (msgsnd(requests, &letter, (size_t)size, IPC_NOWAIT) < 0)
        wait_or_end("client: msgsnd");
    for (;;) {
        ssize_t got = msgrcv(replies, &letter, sizeof letter.bytes, getpid(), IPC_NOWAIT);
        if (got < 0) {
            wait_or_end("client: msgrcv");
            continue;
        }
        /* Another ID belongs to an earlier process with our pid. */
        if ((size_t)got < id_size || memcmp(letter.bytes, id, id_size) != 0)
            continue;
        fwrite(letter.bytes + id_size, 1, (size_t)got - id_size, stdout);
        putchar('\n');
        return fflush(stdout) == 0 ? 0 : FAILED;
    }
}
