/* Wrong: the reply FIFO is made after the request has been sent, in the order in which things are used; the server may be quicker. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char own[4096];

static int leave(const char *what, int status)
{
    fprintf(stderr, "client: %s\n", what);
    unlink(own);
    return status;
}

int main(int argc, char **argv)
{
    char line[64] = "";
    long count = argc == 3 ? atol(argv[2]) : 0;
    if (count < 1 || count > 1000000) {
        fprintf(stderr, "usage: %s PATH N\n", argv[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    snprintf(own, sizeof own, "%s.%d", argv[1], (int)getpid());
    int requests = open(argv[1], O_WRONLY | O_NONBLOCK);
    if (requests < 0)
        return leave("no server", 3);
    int length = snprintf(line, sizeof line, "%d %ld\n", (int)getpid(), count);
    if (write(requests, line, (size_t)length) != length)
        return leave("cannot ask", 3);
    if (mkfifo(own, 0600) < 0)
        return leave("cannot make its FIFO", 1);
    int replies = open(own, O_RDWR);
    struct pollfd one = {.fd = replies, .events = POLLIN};
    if (poll(&one, 1, 4000) != 1)
        return leave("no reply in time", 4);
    ssize_t got = read(replies, line, sizeof line - 1);
    if (got < 2 || line[got - 1] != '\n' || strspn(line, "0123456789") != (size_t)got - 1)
        return leave("the reply is no number", 3);
    line[got] = '\0';
    printf("%s", line);
    unlink(own);
    return 0;
}
