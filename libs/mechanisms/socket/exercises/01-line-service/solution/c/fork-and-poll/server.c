/* A child for each connection; the parent waits for clients, for children and for SIGTERM in one place. */
#define _GNU_SOURCE
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { children_max = 16 };

static pid_t children[children_max];
static size_t children_count;

static void fail(const char *what)
{
    fprintf(stderr, "server: %s: %s\n", what, strerror(errno));
    exit(1);
}

static _Noreturn void serve(int fd)
{
    char bytes[4096];
    for (ssize_t count; (count = recv(fd, bytes, sizeof bytes, 0)) > 0;) {
        for (ssize_t i = 0; i < count; i++)
            if (bytes[i] >= 'a' && bytes[i] <= 'z')
                bytes[i] -= 32;
        for (ssize_t from = 0; from < count;) {
            ssize_t sent = send(fd, bytes + from, (size_t)(count - from), MSG_NOSIGNAL);
            if (sent < 0)
                _exit(0);
            from += sent;
        }
    }
    _exit(0);
}

/* Signals that come together may be told once, so all who have ended are collected. */
static void collect(void)
{
    for (pid_t ended; (ended = waitpid(-1, NULL, WNOHANG)) > 0;)
        for (size_t i = 0; i < children_count; i++)
            if (children[i] == ended)
                children[i] = children[--children_count];
}

static void greet(int listener, int signals, const sigset_t *held)
{
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
        return;
    pid_t pid = fork();
    if (pid == 0) {
        sigprocmask(SIG_UNBLOCK, held, NULL);
        close(listener);
        close(signals);
        serve(fd);
    }
    if (pid > 0)
        children[children_count++] = pid;
    close(fd);
}

static int listen_on(const char *port)
{
    struct addrinfo wish = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV}, *found;
    int problem = getaddrinfo("127.0.0.1", port, &wish, &found), on = 1;
    if (problem != 0) {
        fprintf(stderr, "server: %s\n", gai_strerror(problem));
        exit(1);
    }
    int listener = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    if (listener < 0)
        fail("socket");
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    if (bind(listener, found->ai_addr, found->ai_addrlen) < 0 || listen(listener, SOMAXCONN) < 0)
        fail("bind");
    freeaddrinfo(found);
    return listener;
}

int main(int argc, char **argv)
{
    char *end = argv[argc - 1];
    unsigned long port = argc == 2 && end[0] >= '0' && end[0] <= '9' ? strtoul(argv[1], &end, 10) : 65536;
    if (*end != '\0' || port > 65535) {
        fprintf(stderr, "usage: server PORT\n");
        return 2;
    }
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGCHLD);
    sigprocmask(SIG_BLOCK, &held, NULL);
    int signals = signalfd(-1, &held, 0);
    int listener = listen_on(argv[1]);
    struct sockaddr_in own;
    socklen_t size = sizeof own;
    if (getsockname(listener, (struct sockaddr *)&own, &size) < 0)
        fail("getsockname");
    printf("port %u\n", ntohs(own.sin_port));
    fflush(stdout);
    for (;;) {
        struct pollfd both[2] = {{.fd = signals, .events = POLLIN}, {.fd = children_count < children_max ? listener : -1, .events = POLLIN}};
        struct signalfd_siginfo told;
        if (poll(both, 2, -1) < 0)
            continue;
        if (both[0].revents != 0 && read(signals, &told, sizeof told) == sizeof told) {
            if (told.ssi_signo == SIGTERM)
                break;
            collect();
        }
        if (both[1].revents != 0)
            greet(listener, signals, &held);
    }
    for (size_t i = 0; i < children_count; i++)
        kill(children[i], SIGKILL);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
