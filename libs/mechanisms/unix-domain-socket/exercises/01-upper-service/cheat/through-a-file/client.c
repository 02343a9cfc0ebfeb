/* Lays each line into a file and rings through the socket: the bytes never pass it. */
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

/* The line lies in a file beside PATH; the socket only rings. */
static void answer(int fd, const char *line, size_t length)
{
    char name[128], bytes[4096];
    snprintf(name, sizeof name, "%s.lock", address.sun_path);
    FILE *file = fopen(name, "w");
    if (file == NULL || fwrite(line, 1, length, file) != length || fclose(file) != 0)
        lost("the file cannot be written");
    if (write(fd, "!", 1) != 1 || read(fd, bytes, 1) != 1)
        lost("the server left before it had answered everything");
    file = fopen(name, "r");
    if (file == NULL || fread(bytes, 1, length, file) != length || fclose(file) != 0)
        lost("the file cannot be read");
    fwrite(bytes, 1, length, stdout);
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
