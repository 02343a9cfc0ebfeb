/* Does not think of SIGPIPE, nor of what write returns: a server that leaves early was never tried. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static ssize_t write_once(int fd, const char *bytes, size_t count)
{
    return write(fd, bytes, count);
}

/* The child prints what comes back. */
static _Noreturn void print_answers(int fd)
{
    char bytes[4096];
    for (ssize_t count; (count = read(fd, bytes, sizeof bytes)) > 0;)
        write_once(1, bytes, (size_t)count);
    _exit(0);
}

int main(int argc, char **argv)
{
    static char bytes[4096];
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (argc != 2) {
        fprintf(stderr, "usage: client PATH\n");
        return 2;
    }
    strncpy(address.sun_path, argv[1], sizeof address.sun_path - 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (strlen(argv[1]) >= sizeof address.sun_path || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("client: connect");
        return 1;
    }
    if (fork() == 0)
        print_answers(fd);
    for (ssize_t count; (count = read(0, bytes, sizeof bytes)) > 0;)
        write_once(fd, bytes, (size_t)count);
    shutdown(fd, SHUT_WR);
    wait(NULL);
    return 0;
}
