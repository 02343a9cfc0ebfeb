/* Wrong: every FIFO is opened for reading and writing, because then open never waits; but who holds the partner's end never learns that the partner is gone. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *directory;
static int count, own;
static int up[16], down[16];

static void lost(void)
{
    fprintf(stderr, "barrier: a partner is gone\n");
    exit(3);
}

static const char *name_of(const char *way, int follower)
{
    static char name[4096];
    snprintf(name, sizeof name, "%s/%s.%d", directory, way, follower);
    return name;
}

static int meet(const char *way, int follower, int flags)
{
    if (mkfifo(name_of(way, follower), 0600) < 0 && errno != EEXIST)
        exit(1);
    return open(name_of(way, follower), flags);
}

static void join(void)
{
    if (own > 0) {
        up[own] = meet("up", own, O_RDWR);
        down[own] = meet("down", own, O_RDWR);
        return;
    }
    for (int i = 1; i < count; i++) {
        up[i] = meet("up", i, O_RDWR);
        down[i] = meet("down", i, O_RDWR);
    }
}

static void take(int fd)
{
    char byte;
    if (read(fd, &byte, 1) != 1)
        lost();
}

static void lead(void)
{
    for (int i = 1; i < count; i++)
        take(up[i]);
    for (int i = 1; i < count; i++)
        if (write(down[i], "r", 1) < 0 && errno != EPIPE)
            exit(1);
}

static void follow(void)
{
    if (write(up[own], "a", 1) < 0)
        lost();
    take(down[own]);
}

int main(int argc, char **argv)
{
    char line[4096];
    int rounds = 0;
    if (argc == 5) {
        count = atoi(argv[2]);
        own = atoi(argv[3]);
        rounds = atoi(argv[4]);
    }
    if (count < 1 || count > 16 || own < 0 || own >= count || rounds < 1 || rounds > 1000 || argv[3][0] > '9') {
        fprintf(stderr, "usage: barrier DIR COUNT INDEX ROUNDS\n");
        return 2;
    }
    directory = argv[1];
    signal(SIGPIPE, SIG_IGN);
    join();
    for (int round = 1; round <= rounds; round++) {
        if (fgets(line, sizeof line, stdin) == NULL) {
            fprintf(stderr, "barrier: the input ended early\n");
            return 1;
        }
        if (own == 0)
            lead();
        else
            follow();
        dprintf(STDOUT_FILENO, "round %d\n", round);
    }
    for (int i = 1; i < count && own == 0; i++) {
        unlink(name_of("up", i));
        unlink(name_of("down", i));
    }
    return 0;
}
