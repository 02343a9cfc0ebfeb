/*
 * notes: two senders write to one abstract address; each note arrives whole, and with its sender's address.
 *
 * An abstract name begins with a zero byte, lies in no folder, and is gone with its socket. See unix(7).
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int open_at(const char *name, struct sockaddr_un *address, socklen_t *size)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    memcpy(address->sun_path + 1, name, strlen(name)); /* byte 0 stays zero: abstract */
    *size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name));
    return socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
}

static void send_note(const char *name, const char *text, const struct sockaddr_un *board, socklen_t board_size)
{
    struct sockaddr_un me;
    socklen_t size;
    fflush(stdout); /* or the child would print once more what waits in the buffer */
    pid_t pid = fork();
    if (pid < 0)
        fail("notes: fork");
    if (pid > 0)
        return;
    int fd = open_at(name, &me, &size);
    if (fd < 0 || bind(fd, (struct sockaddr *)&me, size) < 0)
        fail("notes: bind");
    if (sendto(fd, text, strlen(text), 0, (const struct sockaddr *)board, board_size) < 0)
        fail("notes: sendto");
    exit(0);
}

static void read_note(int fd)
{
    char text[64];
    struct sockaddr_un sender;
    socklen_t size = sizeof sender;
    ssize_t count = recvfrom(fd, text, sizeof text, 0, (struct sockaddr *)&sender, &size);
    if (count < 0)
        fail("notes: recvfrom");
    int name = (int)(size - offsetof(struct sockaddr_un, sun_path) - 1);
    printf("%.*s writes: %.*s\n", name, sender.sun_path + 1, (int)count, text);
}

int main(void)
{
    struct sockaddr_un board;
    socklen_t size;
    int fd = open_at("board", &board, &size);
    if (fd < 0 || bind(fd, (struct sockaddr *)&board, size) < 0)
        fail("notes: bind");
    send_note("ann", "back at noon", &board, size);
    read_note(fd);
    send_note("bob", "gone fishing", &board, size);
    read_note(fd);
    for (int status; wait(&status) > 0;)
        if (status != 0)
            return 1;
    return 0;
}
