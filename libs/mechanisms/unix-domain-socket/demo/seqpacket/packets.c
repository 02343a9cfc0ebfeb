/*
 * packets: a pair of connected sockets that keeps the boundaries of messages, and has an end like a stream.
 */
#define _GNU_SOURCE
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

static int count_packets(int fd)
{
    char packet[64];
    ssize_t count;
    int packets = 0;
    for (; (count = recv(fd, packet, sizeof packet, 0)) > 0; packets++)
        printf("packet of %zd: %.*s\n", count, (int)count, packet);
    if (count < 0)
        fail("packets: recv");
    return packets == 3 ? 0 : 1;
}

int main(void)
{
    static const char *const packets[] = {"one", "and another", "!"};
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) < 0)
        fail("packets: socketpair");
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        return count_packets(ends[1]);
    }
    close(ends[1]);
    for (size_t i = 0; i < sizeof packets / sizeof packets[0]; i++)
        if (send(ends[0], packets[i], strlen(packets[i]), 0) < 0)
            fail("packets: send");
    close(ends[0]);
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        fail("packets: waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
