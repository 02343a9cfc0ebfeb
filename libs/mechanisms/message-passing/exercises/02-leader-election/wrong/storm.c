/* Wrong: whoever leads answers every sign of life with a new election among all; it settles at once, and never again is quiet. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { MOST_NODES = 9, BEAT_MS = 100, SUSPICION_MS = 700 };

static volatile sig_atomic_t is_over;

static void end(int signal)
{
    (void)signal;
    is_over = 1;
}

static int parse(const char *text, long most, long *value)
{
    char *rest;
    errno = 0;
    *value = strtol(text, &rest, 10);
    return *text != '\0' && *rest == '\0' && errno == 0 && *value >= 1 && *value <= most;
}

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct sockaddr_un address_of(const char *directory, long id)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/%ld.socket", directory, id);
    return address;
}

/* Never waits: the mailbox of who is stopped fills up, and who is dead has none. Both are no mistake of ours. */
static void tell_all(int fd, const char *directory, char body, long self, long count)
{
    for (long id = 1; id <= count; id++) {
        if (id == self)
            continue;
        struct sockaddr_un address = address_of(directory, id);
        sendto(fd, &body, 1, MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr *)&address, sizeof address);
    }
}

static void hear_all(int fd, const char *directory, long self, long count, long heard[], int leads)
{
    for (char body; recv(fd, &body, 1, MSG_DONTWAIT) == 1;) {
        if (body >= 1 && body <= count) {
            heard[(int)body] = now_ms();
            for (int round = 0; leads && round < 4; round++)
                tell_all(fd, directory, (char)-self, self, count);
        } else if (-body >= 1 && -body <= count) {
            heard[-body] = now_ms();
        }
    }
}

static long highest(const long heard[], long self, long count)
{
    for (long id = count; id > self; id--)
        if (heard[id] != 0 && now_ms() - heard[id] < SUSPICION_MS)
            return id;
    return self;
}

static void live(int fd, const char *directory, long self, long count, const sigset_t *open_mask)
{
    long heard[MOST_NODES + 1] = {0};
    long opinion = 0, next_beat = now_ms(), first_word = next_beat + SUSPICION_MS;
    while (!is_over) {
        if (now_ms() >= next_beat) {
            tell_all(fd, directory, (char)self, self, count);
            next_beat = now_ms() + BEAT_MS;
        }
        struct pollfd readable = {.fd = fd, .events = POLLIN};
        long left = next_beat - now_ms();
        struct timespec wait = {.tv_nsec = (left > 0 ? left : 0) * 1000000};
        /* SIGTERM comes nowhere else, so it cannot slip in between the test and the wait. */
        ppoll(&readable, 1, &wait, open_mask);
        /* First all mail, then a judgement: who was stopped for a while has a lot to read. */
        hear_all(fd, directory, self, count, heard, opinion == self);
        long leader = highest(heard, self, count);
        /* A newcomer listens first. The highest of all knows at once. */
        if (is_over || leader == opinion || (opinion == 0 && self != count && leader == self && now_ms() < first_word))
            continue;
        opinion = leader;
        printf("leader %ld\n", opinion);
        fflush(stdout);
    }
}

int main(int argc, char **argv)
{
    long count, self;
    if (argc != 4 || !parse(argv[3], MOST_NODES, &count) || !parse(argv[2], count, &self)) {
        fprintf(stderr, "usage: node DIRECTORY ID COUNT (COUNT from 1 to 9, ID from 1 to COUNT)\n");
        return 2;
    }
    struct stat folder;
    if (stat(argv[1], &folder) < 0 || !S_ISDIR(folder.st_mode)) {
        fprintf(stderr, "node: there is no directory %s\n", argv[1]);
        return 1;
    }
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = end}, NULL);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un address = address_of(argv[1], self);
    /* A name that is left belonged to somebody who was killed. */
    unlink(address.sun_path);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("node: bind");
        return 1;
    }
    live(fd, argv[1], self, count, &before);
    unlink(address.sun_path);
    return 0;
}
