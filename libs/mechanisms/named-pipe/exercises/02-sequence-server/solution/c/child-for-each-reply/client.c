/*
 * client: asks the server at PATH for N numbers and prints the first of them.
 *
 * Design: the reply FIFO is opened for reading and writing, which never waits; an alarm whose handler tidies up ends it after
 * four seconds.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, PEER_LOST = 3, TIMED_OUT = 4, PATIENCE_SECONDS = 4 };

static char own[4096]; /* the handler needs it */

static int leave(const char *what, int status)
{
    perror(what);
    unlink(own);
    return status;
}

static void late(int number)
{
    static const char says[] = "client: no reply in time\n";
    (void)number;
    if (write(STDERR_FILENO, says, sizeof says - 1) > 0)
        unlink(own);
    _exit(TIMED_OUT);
}

int main(int argc, char **argv)
{
    char *end = NULL;
    long count = argc == 3 ? strtol(argv[2], &end, 10) : 0;
    if (argc != 3 || *end != '\0' || count < 1 || count > 1000000) {
        fprintf(stderr, "usage: %s PATH N\n", argv[0]);
        return USAGE;
    }
    snprintf(own, sizeof own, "%s.%d", argv[1], (int)getpid());
    signal(SIGALRM, late);
    signal(SIGPIPE, SIG_IGN);
    if (mkfifo(own, 0600) < 0 && errno != EEXIST)
        return leave("client: mkfifo", FAILED);
    int fd = open(own, O_RDWR);
    FILE *replies = fd < 0 ? NULL : fdopen(fd, "r");
    if (replies == NULL)
        return leave("client: cannot open its own FIFO", FAILED);
    int requests = open(argv[1], O_WRONLY | O_NONBLOCK);
    if (requests < 0)
        return leave("client: no server", errno == ENXIO ? TIMED_OUT : FAILED);

    char line[512];
    int length = snprintf(line, sizeof line, "%d %ld\n", (int)getpid(), count);
    alarm(PATIENCE_SECONDS);
    if (write(requests, line, (size_t)length) != length)
        return leave("client: cannot ask", PEER_LOST);
    if (fgets(line, sizeof line, replies) == NULL)
        return leave("client: no reply", PEER_LOST);
    alarm(0);
    unlink(own);
    size_t digits = strspn(line, "0123456789");
    if (digits == 0 || strcmp(line + digits, "\n") != 0) {
        fprintf(stderr, "client: the reply is no number\n");
        return PEER_LOST;
    }
    return printf("%s", line) < 0 || fflush(stdout) != 0;
}
