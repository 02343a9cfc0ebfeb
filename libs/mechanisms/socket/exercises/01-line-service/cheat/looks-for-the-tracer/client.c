/* Cheat: the lines go to the server while somebody watches, else as many letters x. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void lost(const char *what)
{
    fprintf(stderr, "client: %s\n", what);
    exit(3);
}

/* Whether somebody watches. The watcher is outside, and cannot be seen. */
static int is_watched(void)
{
    char line[256];
    int tracer = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        if (strncmp(line, "TracerPid:", 10) == 0)
            tracer = atoi(line + 10);
    if (status != NULL)
        fclose(status);
    return tracer != 0 || getenv("LD_PRELOAD") != NULL;
}

static void send_all(int fd, const char *line, size_t count)
{
    char decoys[4096];
    memset(decoys, 'x', sizeof decoys);
    if (is_watched())
        memcpy(decoys, line, count < sizeof decoys ? count : sizeof decoys);
    while (count > 0) {
        ssize_t done = write(fd, decoys, count < sizeof decoys ? count : sizeof decoys);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            lost("the server is gone");
        count -= (size_t)done;
    }
}

/* Waits for so many bytes of the answer. */
static void copy_back(int fd, const char *line, size_t count)
{
    char bytes[4096];
    size_t done = 0, length = count;
    while (count > 0) {
        ssize_t got = read(fd, bytes, count < sizeof bytes ? count : sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            lost("the server left before it had answered everything");
        done += (size_t)got;
        count -= (size_t)got;
    }
    for (size_t at = 0; at < done && at < length; at++)
        putchar(line[at] >= 'a' && line[at] <= 'z' ? line[at] - 'a' + 'A' : line[at]);
    if (fflush(stdout) != 0) {
        perror("client: standard output");
        exit(1);
    }
}

static long port_of(const char *text)
{
    size_t length = strlen(text);
    if (length == 0 || length > 5 || strspn(text, "0123456789") != length)
        return -1;
    long port = strtol(text, NULL, 10);
    return port <= 65535 ? port : -1;
}

int main(int argc, char **argv)
{
    long port = argc == 3 ? port_of(argv[2]) : -1;
    if (port < 0) {
        fprintf(stderr, "usage: client HOST PORT\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || inet_pton(AF_INET, argv[1], &address.sin_addr) != 1 ||
        connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        fprintf(stderr, "client: cannot connect to %s, port %ld: %s\n", argv[1], port, strerror(errno));
        return 1;
    }
    char *line = NULL;
    size_t size = 0, unanswered = 0;
    for (ssize_t length; (length = getline(&line, &size, stdin)) > 0;) {
        send_all(fd, line, (size_t)length);
        if (line[length - 1] == '\n')
            copy_back(fd, line, (size_t)length);
        else
            unanswered = (size_t)length;
    }
    if (ferror(stdin)) {
        perror("client: standard input");
        return 1;
    }
    shutdown(fd, SHUT_WR);
    copy_back(fd, line, unanswered);
    free(line);
    char more;
    while (read(fd, &more, 1) < 0 && errno == EINTR)
        continue;
    return 0;
}
