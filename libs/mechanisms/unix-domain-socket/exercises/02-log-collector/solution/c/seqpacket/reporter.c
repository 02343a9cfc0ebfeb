/* Over a connection that keeps boundaries. The time limit is for the connection, too: when the backlog is full, connect waits. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

int main(int argc, char **argv)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const struct timeval most = {.tv_sec = 3};
    if (argc != 3) {
        fprintf(stderr, "usage: reporter PATH TEXT\n");
        return 2;
    }
    size_t length = strlen(argv[2]);
    if (length == 0 || length > 65536 || strlen(argv[1]) >= sizeof address.sun_path) {
        fprintf(stderr, "reporter: the text or the path is empty or too long\n");
        return 1;
    }
    strcpy(address.sun_path, argv[1]);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 &&
        send(fd, argv[2], length, MSG_NOSIGNAL) == (ssize_t)length)
        return 0;
    if (errno == EAGAIN) {
        fprintf(stderr, "reporter: the collector took nothing for 3 s\n");
        return 4;
    }
    fprintf(stderr, "reporter: no collector at %s: %s\n", argv[1], strerror(errno));
    return 1;
}
