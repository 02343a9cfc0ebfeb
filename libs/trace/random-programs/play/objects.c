// Lines that make, copy and close what descriptors stand for.
#include "play.h"
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un unix_address(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    return address;
}

static struct sockaddr_in local(int port) {
    return (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
}

static int socket_type(const char *name) {
    return !strcmp(name, "stream") ? SOCK_STREAM : !strcmp(name, "dgram") ? SOCK_DGRAM : SOCK_SEQPACKET;
}

static bool make_pairs(const struct line *line) {
    int pair[2], cloexec = line->closing ? SOCK_CLOEXEC : 0;
    if (is(line, "pipe")) check(pipe2(pair, line->closing ? O_CLOEXEC : 0) == 0, line);
    else if (is(line, "socketpair")) check(socketpair(AF_UNIX, socket_type(line->words[3]) | cloexec, 0, pair) == 0, line);
    else return false;
    put_slot(line, 1, pair[0]);
    put_slot(line, 2, pair[1]);
    return true;
}

static bool make_sockets(const struct line *line) {
    struct sockaddr_in port = local(number(line, 2));
    int cloexec = line->closing ? SOCK_CLOEXEC : 0;
    if (is(line, "udp")) {
        put_slot(line, 1, socket(AF_INET, SOCK_DGRAM | cloexec, 0));
        check(bind(slot(line, 1), (struct sockaddr *)&port, sizeof port) == 0, line);
        return true;
    }
    if (is(line, "accept")) {
        put_slot(line, 2, accept4(slot(line, 1), NULL, NULL, cloexec));
        return true;
    }
    bool listens = is(line, "listen");
    if (!listens && !is(line, "connect")) return false;
    bool tcp = line->words[2][0] != '/';
    struct sockaddr_un path = unix_address(line->words[2]);
    struct sockaddr *address = tcp ? (struct sockaddr *)&port : (struct sockaddr *)&path;
    socklen_t size = tcp ? sizeof port : sizeof path;
    put_slot(line, 1, socket(tcp ? AF_INET : AF_UNIX, SOCK_STREAM | cloexec, 0));
    if (listens) check(bind(slot(line, 1), address, size) == 0 && listen(slot(line, 1), 8) == 0, line);
    else check(connect(slot(line, 1), address, size) == 0, line);
    return true;
}

bool play_objects(const struct line *line) {
    int cloexec = line->closing ? O_CLOEXEC : 0;
    struct mq_attr attributes = {.mq_maxmsg = 8, .mq_msgsize = 64};
    if (make_pairs(line) || make_sockets(line)) return true;
    if (is(line, "eventfd")) {
        put_slot(line, 1, eventfd(0, line->closing ? EFD_CLOEXEC : 0));
    } else if (is(line, "fifo")) {
        check(mkfifo(line->words[2], 0600) == 0 || errno == EEXIST, line);
        put_slot(line, 1, open(line->words[2], O_RDWR | cloexec));
    } else if (is(line, "file")) {
        put_slot(line, 1, open(line->words[2], O_RDWR | O_CREAT | cloexec, 0600));
    } else if (is(line, "append")) {
        put_slot(line, 1, open(line->words[2], O_RDWR | O_CREAT | O_APPEND | cloexec, 0600));
    } else if (is(line, "mq")) {
        put_slot(line, 1, mq_open(line->words[2], O_RDWR | O_CREAT, 0600, &attributes));
    } else if (is(line, "dup")) {
        put_slot(line, 2, line->closing ? fcntl(slot(line, 1), F_DUPFD_CLOEXEC, 0) : dup(slot(line, 1)));
    } else if (is(line, "close")) {
        check(close(slot(line, 1)) == 0, line);
    } else {
        return false;
    }
    return true;
}
