/* Wrong: the client takes the next letter whatever its type, and puts back what is not for it; alone with the server it is always the right one. */
#define _GNU_SOURCE
#include "letter.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/random.h>
#include <unistd.h>

enum { PATIENCE_SECONDS = 5 };

static void give_up(int signal)
{
    (void)signal;
    static const char says[] = "client: no reply\n";
    if (write(STDERR_FILENO, says, sizeof says - 1) < 0)
        _exit(TIMED_OUT);
    _exit(TIMED_OUT);
}

/* No server, or none any more. */
static void fail(const char *what)
{
    int why = errno;
    perror(what);
    exit(why == ENOENT || why == EIDRM || why == EINVAL ? PEER_LOST : FAILED);
}

static void print(const char *bytes, size_t size)
{
    fwrite(bytes, 1, size, stdout);
    putchar('\n');
    if (fflush(stdout) != 0) {
        perror("client: standard output");
        exit(FAILED);
    }
}

int main(int argc, char **argv)
{
    size_t length = argc == 3 ? strlen(argv[2]) : 0;
    if (length < 1 || length > TEXT_BYTES) {
        fprintf(stderr, "usage: %s KEYFILE TEXT (1 to %d bytes)\n", argv[0], TEXT_BYTES);
        return USAGE;
    }
    signal(SIGALRM, give_up);
    alarm(PATIENCE_SECONDS);
    key_t key = ftok(argv[1], 1);
    int queue = key == -1 ? -1 : msgget(key, 0);
    if (queue < 0)
        fail("client: no server");

    unsigned long long random = 0;
    if (getrandom(&random, sizeof random, 0) < 0)
        fail("client: getrandom");
    char id[ID_BYTES + 1];
    size_t id_size = (size_t)snprintf(id, sizeof id, "%016llx", random);

    static struct letter letter = {.type = REQUEST};
    int head = sprintf(letter.bytes, "%d %s ", (int)getpid(), id);
    memcpy(letter.bytes + head, argv[2], length);
    while (msgsnd(queue, &letter, (size_t)head + length, 0) < 0)
        if (errno != EINTR)
            fail("client: msgsnd");
    for (;;) {
        ssize_t size = msgrcv(queue, &letter, sizeof letter.bytes, 0, 0);
        if (size >= 0 && letter.type != getpid()) {
            msgsnd(queue, &letter, (size_t)size, 0);
            usleep(50000); /* for the others */
            continue;
        }
        if (size < 0 && errno != EINTR)
            fail("client: msgrcv");
        if (size <= (ssize_t)id_size || memcmp(letter.bytes, id, id_size) != 0 || letter.bytes[id_size] != ' ')
            continue;
        print(letter.bytes + id_size + 1, (size_t)size - id_size - 1);
        return 0;
    }
}
