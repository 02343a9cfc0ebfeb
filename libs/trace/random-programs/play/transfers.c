// Lines that send and receive, by descriptor and by key.
#include "play.h"
#include <errno.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/msg.h>
#include <sys/socket.h>
#include <unistd.h>

static bool pass_descriptor(int via, int fd) {
    char byte = '@', room[CMSG_SPACE(sizeof fd)] = {0};
    struct iovec part = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(header), &fd, sizeof fd);
    return sendmsg(via, &message, 0) == 1;
}

static int take_descriptor(int via, int flags) {
    char byte, room[CMSG_SPACE(sizeof(int))];
    struct iovec part = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    if (recvmsg(via, &message, flags) != 1) return -1;
    int fd = -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header) memcpy(&fd, CMSG_DATA(header), sizeof fd);
    return fd;
}

static bool play_streams(const struct line *line) {
    static char buffer[MAX_BYTES];
    const char *text = line->words[2];
    if (is(line, "write")) {
        check(write(slot(line, 1), text, strlen(text)) == (ssize_t)strlen(text), line);
    } else if (is(line, "read")) {
        // What TCP has taken is not at once at the other end: the read is to find as much as the script says.
        for (int there = 0; there < number(line, 3);) check(ioctl(slot(line, 1), FIONREAD, &there) == 0, line);
        check(read(slot(line, 1), buffer, (size_t)number(line, 2)) >= 0, line);
    } else if (is(line, "ewrite")) {
        check(eventfd_write(slot(line, 1), (eventfd_t)number(line, 2)) == 0, line);
    } else if (is(line, "eread")) {
        eventfd_t value;
        check(eventfd_read(slot(line, 1), &value) == 0, line);
    } else if (is(line, "pwrite")) {
        check(pwrite(slot(line, 1), text, strlen(text), number(line, 3)) == (ssize_t)strlen(text), line);
    } else if (is(line, "pread")) {
        check(pread(slot(line, 1), buffer, (size_t)number(line, 2), number(line, 3)) >= 0, line);
    } else if (is(line, "passfd")) {
        check(pass_descriptor(slot(line, 1), slot(line, 2)), line);
    } else if (is(line, "takefd")) {
        put_slot(line, 2, take_descriptor(slot(line, 1), line->closing ? MSG_CMSG_CLOEXEC : 0));
    } else {
        return false;
    }
    return true;
}

static bool play_messages(const struct line *line) {
    static char buffer[MAX_BYTES];
    struct {
        long type;
        char text[64];
    } message;
    const char *text = line->words[2];
    if (is(line, "mqsend")) {
        check(mq_send(slot(line, 1), text, strlen(text), (unsigned)number(line, 3)) == 0, line);
    } else if (is(line, "mqreceive")) {
        check(mq_receive(slot(line, 1), buffer, sizeof buffer, NULL) >= 0, line);
    } else if (is(line, "msgsnd")) {
        message.type = number(line, 3);
        memcpy(message.text, text, strlen(text));
        check(msgsnd(msgget(number(line, 1), IPC_CREAT | 0600), &message, strlen(text), 0) == 0, line);
    } else if (is(line, "msgrcv")) {
        ssize_t bytes;
        do bytes = msgrcv(msgget(number(line, 1), IPC_CREAT | 0600), &message, sizeof message.text, number(line, 2), 0);
        while (bytes < 0 && errno == EINTR);
        check(bytes >= 0, line);
    } else if (is(line, "sendto")) {
        struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons((uint16_t)number(line, 3)), .sin_addr = {htonl(INADDR_LOOPBACK)}};
        check(sendto(slot(line, 1), text, strlen(text), 0, (struct sockaddr *)&there, sizeof there) >= 0, line);
    } else {
        return false;
    }
    return true;
}

bool play_transfers(const struct line *line) { return play_streams(line) || play_messages(line); }
