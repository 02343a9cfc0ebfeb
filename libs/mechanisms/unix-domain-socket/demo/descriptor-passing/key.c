/*
 * key: a process opens a pipe and hands its write end to another one that was there before, as a message. See unix(7), SCM_RIGHTS.
 *
 * The receiver gets a number of its own for the same open pipe: it never had to know a name, nor the right to open one.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

union room {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
};

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void send_descriptor(int socket, int fd)
{
    union room room = {0};
    struct iovec word = {.iov_base = "key", .iov_len = 3}; /* rights travel with at least one byte */
    struct msghdr message = {
        .msg_iov = &word, .msg_iovlen = 1, .msg_control = room.bytes, .msg_controllen = sizeof room.bytes};
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    if (sendmsg(socket, &message, 0) != 3)
        fail("key: sendmsg");
}

static int receive_descriptor(int socket)
{
    union room room;
    char text[8];
    int fd;
    struct iovec word = {.iov_base = text, .iov_len = sizeof text};
    struct msghdr message = {
        .msg_iov = &word, .msg_iovlen = 1, .msg_control = room.bytes, .msg_controllen = sizeof room.bytes};
    if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) <= 0 || CMSG_FIRSTHDR(&message) == NULL)
        fail("key: recvmsg");
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
    return fd;
}

int main(void)
{
    int sockets[2], ends[2];
    char word[16];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) < 0)
        fail("key: socketpair");
    pid_t pid = fork();
    if (pid == 0) {
        close(sockets[0]);
        return write(receive_descriptor(sockets[1]), "opened", 6) != 6;
    }
    close(sockets[1]);
    if (pipe(ends) < 0) /* after the fork: the child cannot have inherited it */
        fail("key: pipe");
    send_descriptor(sockets[0], ends[1]);
    close(ends[1]);
    ssize_t count = read(ends[0], word, sizeof word);
    if (count <= 0)
        fail("key: read");
    printf("through the pipe came: %.*s\n", (int)count, word);
    int status;
    if (waitpid(pid, &status, 0) < 0)
        fail("key: waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
