// Plays a script of one or several processes: each line is a process, an operation and its words, in the one order in which all happen.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_LINES = 1024, MAX_WORDS = 6, MAX_SLOTS = 1024, MAX_PROCESSES = 16, MAX_BYTES = 4096, LIFE_SECONDS = 15 };

struct line {
    int process;
    char *words[MAX_WORDS];
    bool early;
};

static struct shared {
    atomic_uint turn;
    atomic_uint delivered[MAX_PROCESSES];
    atomic_int pids[MAX_PROCESSES];
} *shared;

static struct line lines[MAX_LINES];
static unsigned line_count;
static int slots[MAX_SLOTS];
static int self;
static char buffer[MAX_BYTES];

static void check(bool holds, const struct line *line) {
    if (holds) return;
    fprintf(stderr, "process %d: %s %s: %s\n", self, line->words[0], line->words[1] ? line->words[1] : "", strerror(errno));
    _exit(3);
}

static void await_turn(unsigned wanted) {
    for (unsigned now = shared->turn; now < wanted; now = shared->turn) syscall(SYS_futex, &shared->turn, FUTEX_WAIT, now, NULL, NULL, 0);
}

static void set_turn(unsigned next) {
    shared->turn = next;
    syscall(SYS_futex, &shared->turn, FUTEX_WAKE, MAX_PROCESSES, NULL, NULL, 0);
}

static void delivered(int signal) {
    (void)signal;
    shared->delivered[self]++;
}

static int number(const struct line *line, int at) { return line->words[at] ? atoi(line->words[at]) : 0; }
static int slot(const struct line *line, int at) { return slots[number(line, at)]; }

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

static int take_descriptor(int via) {
    char byte, room[CMSG_SPACE(sizeof(int))];
    struct iovec part = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    if (recvmsg(via, &message, 0) != 1) return -1;
    int fd = -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header) memcpy(&fd, CMSG_DATA(header), sizeof fd);
    return fd;
}

static void send_signal(const struct line *line) {
    int to = number(line, 1);
    unsigned before = shared->delivered[to];
    check(kill(shared->pids[to], SIGUSR1) == 0, line);
    while (shared->delivered[to] == before) continue;
}

static void make(const char *what, const struct line *line) {
    int pair[2];
    if (!strcmp(what, "pipe")) {
        check(pipe(pair) == 0, line);
        slots[number(line, 1)] = pair[0];
        slots[number(line, 2)] = pair[1];
    } else if (!strcmp(what, "socketpair")) {
        check(socketpair(AF_UNIX, socket_type(line->words[3]), 0, pair) == 0, line);
        slots[number(line, 1)] = pair[0];
        slots[number(line, 2)] = pair[1];
    } else if (!strcmp(what, "eventfd")) {
        check((slots[number(line, 1)] = eventfd(0, 0)) >= 0, line);
    } else if (!strcmp(what, "fifo")) {
        check(mkfifo(line->words[2], 0600) == 0 || errno == EEXIST, line);
        check((slots[number(line, 1)] = open(line->words[2], O_RDWR)) >= 0, line);
    } else if (!strcmp(what, "file")) {
        check((slots[number(line, 1)] = open(line->words[2], O_RDWR | O_CREAT, 0600)) >= 0, line);
    } else if (!strcmp(what, "mq")) {
        struct mq_attr attributes = {.mq_maxmsg = 8, .mq_msgsize = 64};
        check((slots[number(line, 1)] = mq_open(line->words[2], O_RDWR | O_CREAT, 0600, &attributes)) >= 0, line);
    } else if (!strcmp(what, "udp")) {
        struct sockaddr_in here = local(number(line, 2));
        check((slots[number(line, 1)] = socket(AF_INET, SOCK_DGRAM, 0)) >= 0, line);
        check(bind(slot(line, 1), (struct sockaddr *)&here, sizeof here) == 0, line);
    } else if (!strcmp(what, "listen")) {
        bool tcp = line->words[2][0] != '/';
        struct sockaddr_in port = local(number(line, 2));
        struct sockaddr_un path = unix_address(line->words[2]);
        check((slots[number(line, 1)] = socket(tcp ? AF_INET : AF_UNIX, SOCK_STREAM, 0)) >= 0, line);
        check(bind(slot(line, 1), tcp ? (struct sockaddr *)&port : (struct sockaddr *)&path, tcp ? sizeof port : sizeof path) == 0, line);
        check(listen(slot(line, 1), 8) == 0, line);
    } else if (!strcmp(what, "connect")) {
        bool tcp = line->words[2][0] != '/';
        struct sockaddr_in port = local(number(line, 2));
        struct sockaddr_un path = unix_address(line->words[2]);
        check((slots[number(line, 1)] = socket(tcp ? AF_INET : AF_UNIX, SOCK_STREAM, 0)) >= 0, line);
        check(connect(slot(line, 1), tcp ? (struct sockaddr *)&port : (struct sockaddr *)&path, tcp ? sizeof port : sizeof path) == 0, line);
    } else if (!strcmp(what, "accept")) {
        check((slots[number(line, 2)] = accept(slot(line, 1), NULL, NULL)) >= 0, line);
    } else if (!strcmp(what, "dup")) {
        check((slots[number(line, 2)] = dup(slot(line, 1))) >= 0, line);
    } else {
        errno = ENOSYS;
        check(false, line);
    }
}

static bool transfer(const char *what, const struct line *line) {
    struct {
        long type;
        char text[64];
    } message;
    const char *text = line->words[2];
    if (!strcmp(what, "write")) {
        check(write(slot(line, 1), text, strlen(text)) == (ssize_t)strlen(text), line);
    } else if (!strcmp(what, "read")) {
        // What TCP has taken is not at once at the other end: the read is to find as much as the script says.
        for (int there = 0; there < number(line, 3);) check(ioctl(slot(line, 1), FIONREAD, &there) == 0, line);
        check(read(slot(line, 1), buffer, (size_t)number(line, 2)) >= 0, line);
    } else if (!strcmp(what, "ewrite")) {
        check(eventfd_write(slot(line, 1), (eventfd_t)number(line, 2)) == 0, line);
    } else if (!strcmp(what, "eread")) {
        eventfd_t value;
        check(eventfd_read(slot(line, 1), &value) == 0, line);
    } else if (!strcmp(what, "pwrite")) {
        check(pwrite(slot(line, 1), text, strlen(text), number(line, 3)) == (ssize_t)strlen(text), line);
    } else if (!strcmp(what, "pread")) {
        check(pread(slot(line, 1), buffer, (size_t)number(line, 2), number(line, 3)) >= 0, line);
    } else if (!strcmp(what, "mqsend")) {
        check(mq_send(slot(line, 1), text, strlen(text), (unsigned)number(line, 3)) == 0, line);
    } else if (!strcmp(what, "mqreceive")) {
        check(mq_receive(slot(line, 1), buffer, sizeof buffer, NULL) >= 0, line);
    } else if (!strcmp(what, "msgsnd")) {
        message.type = number(line, 3);
        memcpy(message.text, text, strlen(text));
        check(msgsnd(msgget(number(line, 1), IPC_CREAT | 0600), &message, strlen(text), 0) == 0, line);
    } else if (!strcmp(what, "msgrcv")) {
        check(msgrcv(msgget(number(line, 1), IPC_CREAT | 0600), &message, sizeof message.text, number(line, 2), 0) >= 0, line);
    } else if (!strcmp(what, "sendto")) {
        struct sockaddr_in there = local(number(line, 3));
        check(sendto(slot(line, 1), text, strlen(text), 0, (struct sockaddr *)&there, sizeof there) >= 0, line);
    } else if (!strcmp(what, "passfd")) {
        check(pass_descriptor(slot(line, 1), slot(line, 2)), line);
    } else if (!strcmp(what, "takefd")) {
        check((slots[number(line, 2)] = take_descriptor(slot(line, 1))) >= 0, line);
    } else {
        return false;
    }
    return true;
}

// Forks inside: the child goes on behind the same line as another process.
static void play(unsigned at) {
    const struct line *line = &lines[at];
    const char *what = line->words[0];
    await_turn(line->early ? at - 1 : at);
    if (!strcmp(what, "exit")) _exit(0);
    if (!strcmp(what, "wait")) {
        check(waitpid(shared->pids[number(line, 1)], NULL, 0) > 0, line);
        set_turn(at + 1);
        return;
    }
    if (!strcmp(what, "fork")) {
        int child = number(line, 1);
        pid_t pid = fork();
        check(pid >= 0, line);
        // The child says when it is there: only then may others send it signals.
        if (pid > 0) return;
        self = child;
        alarm(LIFE_SECONDS);
        shared->pids[self] = getpid();
    } else if (!strcmp(what, "close")) {
        check(close(slot(line, 1)) == 0, line);
    } else if (!strcmp(what, "kill")) {
        send_signal(line);
    } else if (!transfer(what, line)) {
        make(what, line);
    }
    await_turn(at);
    set_turn(at + 1);
}

static void read_script(char *script) {
    for (char *end, *text = strtok_r(script, ";", &end); text && line_count < MAX_LINES; text = strtok_r(NULL, ";", &end)) {
        char *rest;
        struct line *line = &lines[line_count++];
        line->process = atoi(strtok_r(text, " ", &rest));
        for (int i = 0; i < MAX_WORDS; i++) line->words[i] = strtok_r(NULL, " ", &rest);
        size_t length = strlen(line->words[0]);
        line->early = line->words[0][length - 1] == '!' || !strcmp(line->words[0], "wait");
        if (line->words[0][length - 1] == '!') line->words[0][length - 1] = 0;
    }
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    alarm(LIFE_SECONDS);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    signal(SIGUSR1, delivered);
    shared->pids[0] = getpid();
    read_script(argv[1]);
    for (unsigned at = 0; at < line_count; at++)
        if (lines[at].process == self) play(at);
    await_turn(line_count);
    while (waitpid(-1, NULL, 0) > 0) continue;
    return 0;
}
