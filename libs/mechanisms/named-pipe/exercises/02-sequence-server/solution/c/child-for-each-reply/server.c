/*
 * server: hands out blocks of numbers. Requests come as lines `PID N` through PATH, each reply goes to PATH.PID.
 *
 * Design: PATH is opened for reading and writing, so there is no end-of-file, and it is read as a stream. A child writes each
 * reply, under an alarm: a dead client can only hold up its own child. The children are nobody's zombies (SA_NOCLDWAIT).
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, COUNT_MAX = 1000000 };

static const char *path;

static void leave(int number)
{
    (void)number;
    unlink(path);
    _exit(0);
}

static void reply(int pid, unsigned long long first)
{
    char name[4096];
    signal(SIGTERM, SIG_DFL);
    ualarm(300000, 0);
    snprintf(name, sizeof name, "%s.%d", path, pid);
    int fd = open(name, O_WRONLY);
    if (fd >= 0)
        dprintf(fd, "%llu\n", first);
    _exit(0);
}

static void serve(FILE *requests)
{
    static char line[512];
    unsigned long long first = 0;
    while (fgets(line, sizeof line, requests) != NULL) {
        int pid = 0, count = 0, end = 0;
        if (strspn(line, "0123456789 \n") != strlen(line) || line[0] == ' ')
            continue;
        if (sscanf(line, "%9d %9d%n", &pid, &count, &end) != 2 || strcmp(line + end, "\n") != 0)
            continue;
        if (pid < 1 || count < 1 || count > COUNT_MAX)
            continue;
        if (fork() == 0)
            reply(pid, first);
        first += (unsigned long long)count;
    }
}

int main(int argc, char **argv)
{
    struct stat about;
    if (argc != 2) {
        fprintf(stderr, "usage: %s PATH\n", argv[0]);
        return USAGE;
    }
    path = argv[1];
    if (mkfifo(path, 0600) < 0 && errno != EEXIST) {
        perror("server: mkfifo");
        return FAILED;
    }
    int fd = open(path, O_RDWR);
    if (fd < 0 || fstat(fd, &about) < 0) {
        perror("server: open");
        return FAILED;
    }
    if (!S_ISFIFO(about.st_mode)) {
        fprintf(stderr, "server: %s is not a FIFO\n", path);
        return FAILED;
    }
    struct sigaction nobody_waits = {.sa_handler = SIG_DFL, .sa_flags = SA_NOCLDWAIT};
    sigaction(SIGCHLD, &nobody_waits, NULL);
    signal(SIGTERM, leave);
    signal(SIGPIPE, SIG_IGN);
    puts("ready");
    fflush(stdout);
    serve(fdopen(fd, "r"));
    unlink(path);
    return FAILED;
}
