/* A child sends, the parent prints what comes back and compares two counts. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int put(int fd, const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t done = write(fd, bytes, count);
        if (done < 0 && errno != EINTR)
            return -1;
        if (done > 0)
            bytes += done, count -= (size_t)done;
    }
    return 0;
}

/* Tells how much was sent before it tells the server that this was all; until then it is -1. */
static _Noreturn void send_input(int fd, volatile long *sent)
{
    static char bytes[8192];
    long total = 0;
    for (ssize_t count; (count = read(0, bytes, sizeof bytes)) > 0; total += count)
        if (put(fd, bytes, (size_t)count) < 0)
            _exit(1);
    *sent = total;
    shutdown(fd, SHUT_WR);
    _exit(0);
}

int main(int argc, char **argv)
{
    static char bytes[8192];
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (argc != 2) {
        fprintf(stderr, "usage: client PATH\n");
        return 2;
    }
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    strncpy(address.sun_path, argv[1], sizeof address.sun_path - 1);
    if (fd < 0 || strcmp(address.sun_path, argv[1]) != 0 ||
        connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        fprintf(stderr, "client: no server at %s\n", argv[1]);
        return 1;
    }
    signal(SIGPIPE, SIG_IGN);
    volatile long *sent = mmap(NULL, sizeof *sent, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (sent == MAP_FAILED) {
        perror("client: mmap");
        return 1;
    }
    *sent = -1;
    pid_t pid = fork();
    if (pid < 0) {
        perror("client: fork");
        return 1;
    }
    if (pid == 0)
        send_input(fd, sent);
    long received = 0;
    for (ssize_t count; (count = read(fd, bytes, sizeof bytes)) > 0; received += count)
        if (put(1, bytes, (size_t)count) < 0)
            break;
    int is_whole = received == *sent;
    if (!is_whole)
        kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
    if (is_whole)
        return 0;
    fprintf(stderr, "client: the connection ended after %ld bytes\n", received);
    return 3;
}
