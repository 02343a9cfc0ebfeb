// Starts processes for a host that is too large to fork; see protocol.md.
#define _GNU_SOURCE
#include "child.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REQUESTS = 0, ANSWERS = 1, START = 1, KILL = 2, STARTED = 1, ENDED = 2 };
enum { MAX_REQUEST_BYTES = 256 * 1024, MAX_CHILDREN = 1024, MAX_STRINGS = 4096 };

static struct {
    uint32_t id;
    pid_t pid;
} children[MAX_CHILDREN];

static unsigned char request[MAX_REQUEST_BYTES];
static size_t at, end;

_Noreturn static void quit(const char *why) {
    fprintf(stderr, "launcher: %s\n", why);
    exit(2);
}

// False at the end of the requests.
static bool read_exactly(void *into, size_t count) {
    unsigned char *to = into;
    while (count > 0) {
        ssize_t got = read(REQUESTS, to, count);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        to += got;
        count -= (size_t)got;
    }
    return true;
}

static uint32_t number_of(const unsigned char *from, size_t bytes) {
    uint32_t value = 0;
    for (size_t i = 0; i < bytes; i++) value |= (uint32_t)from[i] << (8 * i);
    return value;
}

static uint32_t take(size_t bytes) {
    if (end - at < bytes) quit("a request is too short");
    uint32_t value = number_of(request + at, bytes);
    at += bytes;
    return value;
}

static char *take_string(void) {
    unsigned char *nul = memchr(request + at, 0, end - at);
    if (!nul) quit("a string does not end");
    char *text = (char *)request + at;
    at = (size_t)(nul - request) + 1;
    return text;
}

static char **take_strings(char **into, uint16_t count) {
    for (uint16_t i = 0; i < count; i++) into[i] = take_string();
    into[count] = NULL;
    return into;
}

static void answer(uint8_t kind, uint32_t id, uint32_t value) {
    unsigned char words[9] = {kind};
    for (size_t i = 0; i < 4; i++) {
        words[1 + i] = (unsigned char)(id >> (8 * i));
        words[5 + i] = (unsigned char)(value >> (8 * i));
    }
    if (write(ANSWERS, words, sizeof words) != sizeof words) exit(0);
}

static size_t free_place(void) {
    for (size_t i = 0; i < MAX_CHILDREN; i++)
        if (children[i].pid == 0) return i;
    return MAX_CHILDREN;
}

static void start(void) {
    static char *groups[MAX_STRINGS + 1], *words[MAX_STRINGS + 1];
    struct order order = {.id = take(4), .uid = take(4), .channel = take(1) != 0};
    order.group_count = (uint16_t)take(2);
    uint16_t word_count = (uint16_t)take(2);
    if (order.group_count > MAX_STRINGS || word_count > MAX_STRINGS || word_count == 0) quit("a request counts wrongly");
    order.socket = take_string();
    order.file = take_string();
    order.groups = take_strings(groups, order.group_count);
    order.words = take_strings(words, word_count);
    size_t place = free_place();
    pid_t launcher = getpid();
    pid_t pid = place < MAX_CHILDREN ? fork() : -1;
    if (pid == 0) become(&order, launcher);
    if (pid > 0) {
        children[place].id = order.id;
        children[place].pid = pid;
    }
    answer(STARTED, order.id, pid > 0 ? (uint32_t)pid : 0);
}

// Only one that has not been reaped: its number cannot belong to somebody else yet.
static void end_child(uint32_t id) {
    for (size_t i = 0; i < MAX_CHILDREN; i++)
        if (children[i].pid > 0 && children[i].id == id) kill(children[i].pid, SIGKILL);
}

static void reap(int arrivals) {
    struct signalfd_siginfo info[16];
    while (read(arrivals, info, sizeof info) > 0) continue;
    int status;
    for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG))
        for (size_t i = 0; i < MAX_CHILDREN; i++) {
            if (children[i].pid != pid) continue;
            children[i].pid = 0;
            answer(ENDED, children[i].id, (uint32_t)status);
        }
}

static void obey(void) {
    unsigned char head[4];
    if (!read_exactly(head, sizeof head)) exit(0);
    end = number_of(head, sizeof head);
    at = 0;
    if (end < 5 || end > sizeof request) quit("a request has a wrong length");
    if (!read_exactly(request, end)) exit(0);
    switch (take(1)) {
    case START: start(); return;
    case KILL: end_child(take(4)); return;
    }
    quit("a request is of no known kind");
}

int main(void) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_IGN);
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    int arrivals = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    if (arrivals < 0) quit("no signalfd");
    struct pollfd both[] = {{.fd = REQUESTS, .events = POLLIN, .revents = 0}, {.fd = arrivals, .events = POLLIN, .revents = 0}};
    for (;;) {
        if (poll(both, 2, -1) < 0) continue;
        if (both[1].revents) reap(arrivals);
        if (both[0].revents) obey();
    }
}
