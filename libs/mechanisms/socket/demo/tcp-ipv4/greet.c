/*
 * greet: a client says hello to a server over TCP on IPv4, closes its sending half, and reads the answer to its end.
 *
 * The server listens before it forks the client, so the connection cannot come too early.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

/* TCP keeps no boundaries: who wants a whole message reads until its end, here the end of the stream. */
static size_t read_all(int fd, char *text, size_t size)
{
    size_t count = 0;
    for (ssize_t more; (more = read(fd, text + count, size - count)) != 0; count += (size_t)more)
        if (more < 0)
            fail("greet: read");
    return count;
}

static int call(const struct sockaddr_in *server)
{
    char answer[64];
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (const struct sockaddr *)server, sizeof *server) < 0)
        fail("greet: connect");
    if (write(fd, "hello", 5) != 5 || shutdown(fd, SHUT_WR) < 0)
        fail("greet: write");
    size_t count = read_all(fd, answer, sizeof answer);
    printf("the client hears: %.*s\n", (int)count, answer);
    return 0;
}

static void serve(int listener)
{
    char words[64];
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
        fail("greet: accept");
    size_t count = read_all(fd, words, sizeof words);
    dprintf(fd, "%.*s to you", (int)count, words);
    close(fd);
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    /* Port 0: the kernel picks a free one, and getsockname tells which. */
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) < 0 || listen(listener, 4) < 0 ||
        getsockname(listener, (struct sockaddr *)&address, &size) < 0)
        fail("greet: listen");
    pid_t pid = fork();
    if (pid == 0) {
        close(listener);
        return call(&address);
    }
    serve(listener);
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        fail("greet: waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
