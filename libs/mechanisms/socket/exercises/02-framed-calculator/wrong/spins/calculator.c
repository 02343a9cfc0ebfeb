/* Nothing may block, so it asks again and again: the replies are right, and a processor is busy with nothing. */
#define _GNU_SOURCE
#include "evaluate.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* Exactly so many bytes, however they come. */
static bool read_all(int fd, void *into, size_t count)
{
    char *at = into;
    while (count > 0) {
        const ssize_t got = recv(fd, at, count, MSG_DONTWAIT);
        if (got < 0 && errno == EAGAIN)
            continue;
        if (got <= 0)
            return false;
        at += got;
        count -= (size_t)got;
    }
    return true;
}

static bool write_all(int fd, const void *bytes, size_t count)
{
    const char *at = bytes;
    while (count > 0) {
        const ssize_t sent = send(fd, at, count, MSG_NOSIGNAL);
        if (sent < 0)
            return false;
        at += sent;
        count -= (size_t)sent;
    }
    return true;
}

/* Who does not read holds this thread in its send, and nobody else. */
static void *serve(void *argument)
{
    const int fd = (int)(intptr_t)argument;
    unsigned char header[HEADER], reply[HEADER + REPLY_MAX];
    char *text = malloc(TEXT_MAX);
    while (text != NULL && read_all(fd, header, HEADER)) {
        const size_t length = get_length(header);
        if (length > TEXT_MAX || !read_all(fd, text, length))
            break;
        const size_t count = evaluate(text, length, (char *)reply + HEADER);
        put_length(reply, count);
        if (!write_all(fd, reply, HEADER + count))
            break;
    }
    free(text);
    close(fd);
    return NULL;
}

static void *welcome(void *argument)
{
    const int listener = (int)(intptr_t)argument;
    for (;;) {
        pthread_t thread;
        const int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd) != 0)
            close(fd);
        else
            pthread_detach(thread);
    }
    return NULL;
}

static int listen_at(unsigned short port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    socklen_t size = sizeof address;
    const int on = 1;
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0 ||
        bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 128) < 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) < 0) {
        perror("calculator");
        exit(1);
    }
    printf("port %d\n", ntohs(address.sin_port));
    fflush(stdout);
    return fd;
}

int main(int argc, char **argv)
{
    char *end = NULL;
    const long port = argc == 2 ? strtol(argv[1], &end, 10) : -1;
    if (argc != 2 || argv[1][0] < '0' || argv[1][0] > '9' || *end != '\0' || port > 65535) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    /* Blocked in all threads, the signal is taken by this one, which does nothing else. */
    sigset_t term;
    int number;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &term, NULL);
    pthread_t thread;
    if (pthread_create(&thread, NULL, welcome, (void *)(intptr_t)listen_at((unsigned short)port)) != 0) {
        fprintf(stderr, "calculator: there is no thread to serve clients\n");
        return 1;
    }
    sigwait(&term, &number);
    _exit(0);
}
