/* ring N M: each node is this program again, started with its own number; a socketpair, used one way, joins it to its neighbour. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { MOST_NODES = 64, MOST_HOPS = 100000, LOST = 3, IN = 3, OUT = 4 };

static int parse(const char *text, long least, long most, long *value)
{
    char *end;
    errno = 0;
    *value = strtol(text, &end, 10);
    return *text != '\0' && *end == '\0' && errno == 0 && *value >= least && *value <= most;
}

/* Writes a line without stdio: there is no buffer to forget. */
static int say(long self, long hop)
{
    char line[64];
    int length = snprintf(line, sizeof line, "node %ld hop %ld\n", self, hop);
    for (int at = 0; at < length;) {
        ssize_t put = write(STDOUT_FILENO, line + at, (size_t)(length - at));
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return 0;
        at += (int)put;
    }
    return 1;
}

static int pass(int fd, long hop)
{
    char text[32];
    int length = snprintf(text, sizeof text, "%ld", hop);
    ssize_t put;
    do
        put = send(fd, text, (size_t)length, MSG_NOSIGNAL);
    while (put < 0 && errno == EINTR);
    return put == length;
}

static int node(long self, long nodes, long hops)
{
    for (;;) {
        char text[32];
        ssize_t got = recv(IN, text, sizeof text - 1, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return LOST;
        text[got] = '\0';
        long hop = strtol(text, NULL, 10);
        if (hop >= 1 && hop <= hops && !say(self, hop))
            return 1;
        if (hop < hops + nodes - 1 && !pass(OUT, hop + 1))
            return LOST;
        if (hop >= hops)
            return 0;
    }
}

/* Gives a child its two ends as descriptors 3 and 4; all others vanish at the exec. */
static int start(const char *program, long self, char **argv, int in, int out, pid_t *child)
{
    char number[32];
    snprintf(number, sizeof number, "%ld", self);
    char *arguments[] = {(char *)program, argv[1], argv[2], "node", number, NULL};
    /* Copies above 4, so that neither dup2 can hit the other's source, or leave close-on-exec on. */
    int from = fcntl(in, F_DUPFD_CLOEXEC, 5), to = fcntl(out, F_DUPFD_CLOEXEC, 5);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, from, IN);
    posix_spawn_file_actions_adddup2(&actions, to, OUT);
    int error = posix_spawn(child, "/proc/self/exe", &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(from);
    close(to);
    return error;
}

int main(int argc, char **argv)
{
    long nodes, hops, self;
    if ((argc != 3 && argc != 5) || !parse(argv[1], 1, MOST_NODES, &nodes) || !parse(argv[2], 0, MOST_HOPS, &hops) ||
        (argc == 5 && (strcmp(argv[3], "node") != 0 || !parse(argv[4], 0, nodes - 1, &self)))) {
        fprintf(stderr, "usage: ring N M (N from 1 to 64, M from 0 to 100000)\n");
        return 2;
    }
    if (argc == 5)
        return node(self, nodes, hops);
    int edges[MOST_NODES][2];
    for (long i = 0; i < nodes; i++)
        if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, edges[i]) < 0) {
            perror("ring: socketpair");
            return 1;
        }
    pid_t children[MOST_NODES];
    for (long i = 0; i < nodes; i++)
        if (start(argv[0], i, argv, edges[i][0], edges[(i + 1) % nodes][1], &children[i]) != 0) {
            fprintf(stderr, "ring: cannot start node %ld\n", i);
            return 1;
        }
    pass(edges[0][1], 0);
    for (long i = 0; i < nodes; i++) {
        close(edges[i][0]);
        close(edges[i][1]);
    }
    /* A datagram socket has no end-of-file: it is the parent who hears of a death and tells the others to end. */
    int result = 0, status;
    for (pid_t pid; (pid = waitpid(-1, &status, 0)) > 0 || errno == EINTR;) {
        if (pid < 0 || result != 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
            continue;
        result = LOST;
        fprintf(stderr, "ring: the process %d is lost\n", (int)pid);
        for (long i = 0; i < nodes; i++)
            if (children[i] != pid)
                kill(children[i], SIGTERM);
    }
    return result;
}
