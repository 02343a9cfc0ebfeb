/* Wrong: the mailboxes of the others are opened for every beat and never closed; it takes a while until there are no descriptors left. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 9, BEAT_MS = 100, SUSPICION_MS = 700 };

/* Fewer bytes than PIPE_BUF, so letters of several writers do not mix. How long ago each node was alive, as far as the sender knows. */
struct letter {
    int age_ms[MOST + 1];
};

static char mailbox[MOST + 1][4096];
static volatile sig_atomic_t is_over;

static void end(int signal)
{
    (void)signal;
    is_over = 1;
}

static int parse(const char *text, int most, int *value)
{
    char *rest;
    long number = strtol(text, &rest, 10);
    *value = (int)number;
    return *text != '\0' && *rest == '\0' && number >= 1 && number <= most;
}

static int now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int)((now.tv_sec % 1000000) * 1000 + now.tv_nsec / 1000000);
}

/* To the two nodes on either side and to those beyond them if these are not there: a FIFO without a reader cannot be opened. */
static void gossip(const int alive[], int self, int count)
{
    struct letter letter;
    for (int id = 1; id <= count; id++)
        letter.age_ms[id] = id == self ? 0 : alive[id] == 0 ? 1000000 : now_ms() - alive[id];
    for (int step = 1, told = 0; step < count && told < 2; step++) {
        int id = (self - 1 + step) % count + 1;
        int fd = open(mailbox[id], O_WRONLY | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0)
            continue;
        if (write(fd, &letter, sizeof letter) == (ssize_t)sizeof letter)
            told++;
    }
}

/* Old news does not make anybody younger. */
static void read_mail(int fd, int alive[], int self, int count)
{
    struct letter letter;
    while (read(fd, &letter, sizeof letter) == (ssize_t)sizeof letter)
        for (int id = 1; id <= count; id++) {
            int at = now_ms() - letter.age_ms[id];
            if (id != self && letter.age_ms[id] < SUSPICION_MS && at > alive[id])
                alive[id] = at;
        }
}

int main(int argc, char **argv)
{
    int self, count;
    if (argc != 4 || !parse(argv[3], MOST, &count) || !parse(argv[2], count, &self)) {
        fprintf(stderr, "usage: node DIRECTORY ID COUNT (COUNT from 1 to 9, ID from 1 to COUNT)\n");
        return 2;
    }
    for (int id = 1; id <= count; id++)
        snprintf(mailbox[id], sizeof mailbox[id], "%s/mail-%d", argv[1], id);
    signal(SIGPIPE, SIG_IGN);
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = end}, NULL);
    /* Old mail is of no use, so who comes back after a kill begins with a new box. */
    unlink(mailbox[self]);
    int fd = mkfifo(mailbox[self], 0600) < 0 ? -1 : open(mailbox[self], O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        perror("node: mailbox");
        return 1;
    }
    int alive[MOST + 1] = {0}, opinion = 0, beat = now_ms(), listened = beat + SUSPICION_MS, woke = beat;
    while (!is_over) {
        /* Mail that came while this node was stopped tells of a time long gone: its ages are no longer true. */
        if (now_ms() - woke > SUSPICION_MS)
            for (char old[4096]; read(fd, old, sizeof old) > 0;)
                continue;
        woke = now_ms();
        read_mail(fd, alive, self, count);
        if (now_ms() >= beat) {
            gossip(alive, self, count);
            beat = now_ms() + BEAT_MS;
        }
        int leader = self;
        for (int id = count; id > self && leader == self; id--)
            if (alive[id] != 0 && now_ms() - alive[id] < SUSPICION_MS)
                leader = id;
        if (leader != opinion && (leader != self || now_ms() >= listened)) {
            opinion = leader;
            printf("leader %d\n", opinion);
            fflush(stdout);
        }
        fd_set readable;
        FD_ZERO(&readable);
        FD_SET(fd, &readable);
        int left = beat - now_ms();
        struct timespec wait = {.tv_nsec = (left > 0 ? left : 0) * 1000000L};
        pselect(fd + 1, &readable, NULL, NULL, &wait, &before);
    }
    unlink(mailbox[self]);
    return 0;
}
