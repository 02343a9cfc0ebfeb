/*
 * picture-frame: a piece of memory without a name, passed to a process that could not have opened it, and sealed so that nobody
 * can change it any more. See memfd_create(2).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FRAME_BYTES = 4096 };

union room {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
};

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static struct msghdr message_of(struct iovec *byte, union room *room)
{
    return (struct msghdr){
        .msg_iov = byte, .msg_iovlen = 1, .msg_control = room->bytes, .msg_controllen = sizeof room->bytes};
}

static void send_descriptor(int socket, int fd)
{
    union room room = {0};
    struct iovec byte = {.iov_base = "!", .iov_len = 1};
    struct msghdr message = message_of(&byte, &room);
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    if (sendmsg(socket, &message, 0) != 1)
        fail("picture-frame: sendmsg");
}

static int look(int socket)
{
    union room room;
    char text;
    int fd;
    struct iovec byte = {.iov_base = &text, .iov_len = 1};
    struct msghdr message = message_of(&byte, &room);
    if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) <= 0 || CMSG_FIRSTHDR(&message) == NULL)
        fail("picture-frame: recvmsg");
    memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
    const char *frame = mmap(NULL, FRAME_BYTES, PROT_READ, MAP_SHARED, fd, 0);
    if (frame == MAP_FAILED)
        fail("picture-frame: mmap");
    printf("the child sees: %s\n", frame);
    return 0;
}

int main(void)
{
    int sockets[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) < 0)
        fail("picture-frame: socketpair");
    pid_t pid = fork();
    if (pid == 0)
        return look(sockets[1]);
    int fd = memfd_create("frame", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0 || ftruncate(fd, FRAME_BYTES) < 0)
        fail("picture-frame: memfd");
    char *frame = mmap(NULL, FRAME_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (frame == MAP_FAILED)
        fail("picture-frame: mmap");
    strcpy(frame, "a lake in autumn");
    munmap(frame, FRAME_BYTES); /* it cannot be sealed while it can be written anywhere */
    if (fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW) < 0)
        fail("picture-frame: seal");
    send_descriptor(sockets[0], fd);
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        fail("picture-frame: waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
