// Does what its words say, one after the other, and says how each went: acts VERB[=OPERAND[,OPERAND]]... A line is one write.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct timespec mark;

static void say(const char *what, long answer) {
    char line[128];
    int length = answer < 0 ? snprintf(line, sizeof line, "%s %s\n", what, strerrorname_np(errno)) : snprintf(line, sizeof line, "%s %ld\n", what, answer);
    if (write(1, line, (size_t)length) != length) exit(1);
}

static long since_mark_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - mark.tv_sec) * 1000000 + (now.tv_nsec - mark.tv_nsec) / 1000;
}

static long append(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    return file < 0 ? -1 : write(file, text, strlen(text));
}

static long size_of(const char *path) {
    struct stat found;
    return stat(path, &found) < 0 ? -1 : (long)found.st_size;
}

static long map(const char *path) {
    int file = open(path, O_RDWR | O_CREAT, 0600);
    if (file < 0 || ftruncate(file, 4096) < 0) return -1;
    return mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED ? -1 : 0;
}

static long bind_to(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    return bind(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address);
}

// A child that does nothing is made and waited for until it is there; says how often the wait was broken off.
static long wait_for_child(void) {
    long broken = 0;
    pid_t pid = fork();
    if (pid == 0) _exit(0);
    while (waitpid(pid, NULL, 0) < 0) {
        if (errno != EINTR) return -1;
        broken++;
    }
    return broken;
}

static long take(void) {
    char text[64];
    return read(0, text, sizeof text);
}

// Receives from something empty without waiting.
static long receive_at_once(const char *from) {
    char text[64];
    struct mq_attr most = {.mq_maxmsg = 1, .mq_msgsize = sizeof text};
    int ends[2];
    if (strcmp(from, "pipe") == 0) return pipe2(ends, O_NONBLOCK) < 0 ? -1 : read(ends[0], text, sizeof text);
    if (strcmp(from, "queue") == 0) return mq_receive(mq_open("/empty", O_RDONLY | O_CREAT | O_NONBLOCK, 0600, &most), text, sizeof text, NULL);
    if (strcmp(from, "old-queue") == 0) return msgrcv(msgget(IPC_PRIVATE, 0600), text, sizeof text - sizeof(long), 0, IPC_NOWAIT);
    return socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0 ? -1 : recv(ends[0], text, sizeof text, MSG_DONTWAIT);
}

static void sleep_ms(long ms) {
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    while (nanosleep(&time, &time) < 0 && errno == EINTR) continue;
}

static void act(const char *verb, const char *first, const char *second) {
    if (strcmp(verb, "say") == 0) say(first, 0);
    else if (strcmp(verb, "mark") == 0) clock_gettime(CLOCK_MONOTONIC, &mark);
    else if (strcmp(verb, "us") == 0) say("us", since_mark_us());
    else if (strcmp(verb, "sleep") == 0) sleep_ms(strtol(first, NULL, 10));
    else if (strcmp(verb, "append") == 0) say(verb, append(first, second));
    else if (strcmp(verb, "size") == 0) say(verb, size_of(first));
    else if (strcmp(verb, "rename") == 0) say(verb, rename(first, second));
    else if (strcmp(verb, "unlink") == 0) say(verb, unlink(first));
    else if (strcmp(verb, "mkdir") == 0) say(verb, mkdir(first, 0700));
    else if (strcmp(verb, "chdir") == 0) say(verb, chdir(first));
    else if (strcmp(verb, "unlinkat") == 0) say(verb, unlinkat(open(first, O_RDONLY | O_DIRECTORY), second, 0));
    else if (strcmp(verb, "map") == 0) say(verb, map(first));
    else if (strcmp(verb, "bind") == 0) say(verb, bind_to(first));
    else if (strcmp(verb, "setpgid") == 0) say(verb, setpgid(0, 0));
    else if (strcmp(verb, "child") == 0) say(verb, wait_for_child());
    else if (strcmp(verb, "take") == 0) say(verb, take());
    else if (strcmp(verb, "at-once") == 0) say(verb, receive_at_once(first));
    else if (strcmp(verb, "spin") == 0) for (volatile int on = 1; on;) continue;
    else exit(2);
}

int main(int count, char **words) {
    for (int i = 1; i < count; i++) {
        char *rest = words[i], *verb = strsep(&rest, "="), *first = strsep(&rest, ",");
        act(verb, first ? first : "", rest ? rest : "");
    }
    return 0;
}
