/* Takes each text out of a message queue when the socket rings. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { TEXT_MAX = 65536 };

static struct sockaddr_un address = {.sun_family = AF_UNIX};
static volatile sig_atomic_t has_to_end;
static const char *queue_name = "/log";
static mqd_t queue;

static void note(int signal)
{
    (void)signal;
    has_to_end = 1;
}

static void fail(const char *what)
{
    fprintf(stderr, "collector: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void remove_stale(void)
{
    struct stat there;
    if (lstat(address.sun_path, &there) < 0 || !S_ISSOCK(there.st_mode))
        return;
    for (int type = SOCK_DGRAM; type <= SOCK_SEQPACKET; type += SOCK_SEQPACKET - SOCK_DGRAM) {
        int probe = socket(AF_UNIX, type | SOCK_NONBLOCK, 0);
        if (connect(probe, (struct sockaddr *)&address, sizeof address) == 0 || errno == EAGAIN) {
            fprintf(stderr, "collector: somebody collects at %s\n", address.sun_path);
            exit(1);
        }
        close(probe);
    }
    unlink(address.sun_path);
}

/* One message, if one is there. The buffer has a byte more than a message may have, so that one that is too long shows. */
static int take_one(int fd)
{
    static char text[TEXT_MAX + 1];
    union {
        struct cmsghdr align;
        char room[CMSG_SPACE(sizeof(struct ucred))];
    } control;
    struct iovec piece = {.iov_base = text, .iov_len = sizeof text};
    struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    struct ucred sender = {0};
    ssize_t count = recvmsg(fd, &message, MSG_DONTWAIT);
    if (count < 0)
        return 0;
    for (struct cmsghdr *one = CMSG_FIRSTHDR(&message); one != NULL; one = CMSG_NXTHDR(&message, one))
        if (one->cmsg_level == SOL_SOCKET && one->cmsg_type == SCM_CREDENTIALS)
            memcpy(&sender, CMSG_DATA(one), sizeof sender);
    if (count == 1 && text[0] == '!')
        count = mq_receive(queue, text, sizeof text, NULL);
    printf("%ld %ld ", (long)sender.pid, (long)sender.uid);
    if (count > TEXT_MAX)
        fputs("[truncated]", stdout);
    else
        fwrite(text, 1, (size_t)count, stdout);
    putchar('\n');
    if (fflush(stdout) != 0)
        fail("standard output");
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: collector PATH\n");
        return 2;
    }
    if (strlen(argv[1]) >= sizeof address.sun_path) {
        fprintf(stderr, "collector: the path is too long\n");
        return 1;
    }
    strcpy(address.sun_path, argv[1]);
    sigset_t term, none;
    sigemptyset(&none);
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = note}, NULL);
    remove_stale();
    if (strrchr(argv[1], '/') != NULL)
        queue_name = strrchr(argv[1], '/');
    queue = mq_open(queue_name, O_RDONLY | O_CREAT | O_NONBLOCK, 0600, NULL);
    if (queue < 0)
        fail("mq_open");
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), on = 1;
    // Before the name is there: what comes earlier has no credentials.
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) < 0 ||
        bind(fd, (struct sockaddr *)&address, sizeof address) < 0)
        fail("bind");
    puts("ready");
    fflush(stdout);
    while (!has_to_end) {
        struct pollfd one = {.fd = fd, .events = POLLIN};
        if (ppoll(&one, 1, NULL, &none) == 1)
            take_one(fd);
    }
    // Nobody new finds the way; what was taken is printed.
    unlink(address.sun_path);
    while (take_one(fd))
        continue;
    mq_unlink(queue_name);
    return 0;
}
