/* service PIDFILE: the handlers write the answers themselves, for write(2) may be called there; the program only sleeps. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t count, is_over;

static void put(const char *text, size_t length)
{
    while (length > 0) {
        ssize_t done = write(1, text, length);
        if (done < 0 && errno != EINTR)
            return;
        if (done > 0) {
            text += done;
            length -= (size_t)done;
        }
    }
}

/* All three are blocked while it runs, so that lines are never mixed. */
static void answer(int signal)
{
    int kept = errno;
    if (signal == SIGTERM)
        is_over = 1;
    else if (!is_over && signal == SIGHUP)
        put("reload\n", 7);
    else if (!is_over) {
        char line[32] = "status ", digits[12];
        int value = ++count, length = 0, at = 7;
        do
            digits[length++] = (char)('0' + value % 10);
        while ((value /= 10) > 0);
        while (length > 0)
            line[at++] = digits[--length];
        line[at++] = '\n';
        put(line, (size_t)at);
    }
    errno = kept;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s PIDFILE\n", argv[0]);
        return 2;
    }
    struct sigaction action = {.sa_handler = answer, .sa_flags = SA_RESTART};
    sigaddset(&action.sa_mask, SIGUSR1);
    sigaddset(&action.sa_mask, SIGHUP);
    sigaddset(&action.sa_mask, SIGTERM);
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    char line[32];
    int length = snprintf(line, sizeof line, "%ld\n", (long)getpid());
    int file = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0 || write(file, line, (size_t)length) != length) {
        fprintf(stderr, "service: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    close(file);
    /* A SIGTERM right before the sleep is seen when the sleep is over, which is soon. */
    const struct timespec nap = {.tv_nsec = 200000000};
    while (!is_over)
        nanosleep(&nap, NULL);
    unlink(argv[1]);
    put("bye\n", 4);
    return 0;
}
