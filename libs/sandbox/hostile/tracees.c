// What makes a tracer stumble, one at a time: tracees MANNER [COUNT]. Prints `done` when everything went as without a tracer.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends[2];

static void need(int holds, const char *what) {
    if (holds) return;
    perror(what);
    exit(1);
}

static void *write_one(void *unused) {
    (void)unused;
    need(write(ends[1], "t", 1) == 1, "write");
    return NULL;
}

// So many threads that write a byte each; they come and go.
static void threads(long count) {
    for (long i = 0; i < count; i++) {
        pthread_t thread;
        need(pthread_create(&thread, NULL, write_one, NULL) == 0, "thread");
        need(pthread_join(thread, NULL) == 0, "join");
        char byte;
        need(read(ends[0], &byte, 1) == 1, "read");
    }
}

static void vforks(long count) {
    for (long i = 0; i < count; i++) {
        pid_t pid = vfork();
        if (pid == 0) _exit(0);
        need(pid > 0 && waitpid(pid, NULL, 0) == pid, "vfork");
    }
}

// A child is killed while it is being made, again and again.
static void murders(long count) {
    for (long i = 0; i < count; i++) {
        pid_t pid = fork();
        need(pid >= 0, "fork");
        if (pid == 0) {
            for (;;)
                if (fork() == 0) _exit(0);
                else wait(NULL);
        }
        usleep(500);
        kill(pid, SIGKILL);
        need(waitpid(pid, NULL, 0) == pid, "waitpid");
    }
}

static void stops_itself(void) {
    pid_t pid = fork();
    need(pid >= 0, "fork");
    if (pid == 0) {
        raise(SIGSTOP);
        _exit(write(ends[1], "on", 2) == 2 ? 0 : 1);
    }
    int status;
    need(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status), "stopped");
    need(kill(pid, SIGCONT) == 0, "kill");
    need(waitpid(pid, &status, 0) == pid && status == 0, "continued");
    char two[2];
    need(read(ends[0], two, 2) == 2, "read");
}

// A vector of 1024 pieces, a message of 64 KiB, and addresses that point nowhere.
static void vectors(void) {
    static char big[65536];
    struct iovec pieces[1024];
    for (size_t i = 0; i < 1024; i++) pieces[i] = (struct iovec){.iov_base = big + i, .iov_len = 1};
    need(writev(ends[1], pieces, 1024) == 1024, "writev");
    need(readv(ends[0], pieces, 1024) == 1024, "readv");
    need(writev(ends[1], pieces, 1025) == -1 && errno == EINVAL, "too many pieces");
    need(write(ends[1], (void *)8, 10) == -1 && errno == EFAULT, "nowhere");
    need(syscall(SYS_writev, ends[1], (void *)8, 10) == -1 && errno == EFAULT, "a vector nowhere");
    need(syscall(SYS_sendmsg, ends[1], (void *)-4096, 0) == -1, "a message nowhere");
    need(syscall(SYS_execve, (void *)8, (void *)16, NULL) == -1 && errno == EFAULT, "a path nowhere");
    need(syscall(SYS_poll, (void *)8, 1UL << 30, 0) == -1, "too much to poll");
    int pair[2];
    need(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) == 0, "socketpair");
    need(send(pair[0], big, 60000, 0) == 60000 && recv(pair[1], big, sizeof big, 0) == 60000, "large message");
}

// Strings and arguments at the end of a page, beyond which there is nothing.
static void edges(void) {
    char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    need(page != MAP_FAILED && munmap(page + 4096, 4096) == 0, "mmap");
    memcpy(page + 4090, "hello", 6);
    need(access(page + 4090, F_OK) == -1 && syscall(SYS_unlink, page + 4090) == -1 && errno == ENOENT, "name");
    memset(page + 4090, 'x', 6);
    need(syscall(SYS_unlink, page + 4090) == -1 && errno == EFAULT, "name without an end");
    need(write(ends[1], page + 4090, 6) == 6 && read(ends[0], page + 4090, 6) == 6, "bytes");
}

// So many descriptors passed at once that their names fit nowhere: one file, at the end of a long path, 250 times.
static void passes(void) {
    enum { COUNT = 250 };
    static _Alignas(struct cmsghdr) char control[CMSG_SPACE(COUNT * sizeof(int))];
    struct iovec byte = {.iov_base = "x", .iov_len = 1};
    struct msghdr message = {.msg_iov = &byte, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    char name[201];
    int pair[2], passed[COUNT];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = 0;
    for (int depth = 0; depth < 12; depth++) need(mkdir(name, 0700) == 0 && chdir(name) == 0, "folder");
    int file = open("file", O_RDWR | O_CREAT, 0600);
    need(file >= 0 && socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0, "socketpair");
    for (size_t i = 0; i < COUNT; i++) passed[i] = file;
    *rights = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof passed), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(rights), passed, sizeof passed);
    need(sendmsg(pair[0], &message, 0) == 1, "sendmsg");
}

static void looks_around(void) {
    need(ptrace(PTRACE_TRACEME, 0, 0, 0) == -1 && errno == EPERM, "ptrace");
    need(syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0) == -1 && errno == EPERM, "untraced");
    char line[128];
    FILE *status = fopen("/proc/self/status", "r");
    need(status != NULL, "status");
    // The tracer lives outside of this pid namespace, which has no number for it.
    while (fgets(line, sizeof line, status))
        if (strncmp(line, "TracerPid:", 10) == 0) need(strtol(line + 10, NULL, 10) == 0, "tracer pid");
    fclose(status);
}

static void *execute(void *name) {
    execl(name, name, "end", NULL);
    exit(1);
}

// A second thread executes a program while others are asleep: only the new program goes on.
static void executes(const char *name) {
    pthread_t sleeper, other;
    need(pthread_create(&sleeper, NULL, (void *(*)(void *))(void *)pause, NULL) == 0, "sleeper");
    need(pthread_create(&other, NULL, execute, (void *)(uintptr_t)name) == 0, "other");
    pause();
}

int main(int count, char **words) {
    const char *manner = count > 1 ? words[1] : "end";
    long times = count > 2 ? strtol(words[2], NULL, 10) : 1;
    need(pipe(ends) == 0, "pipe");
    if (strcmp(manner, "threads") == 0) threads(times);
    if (strcmp(manner, "vforks") == 0) vforks(times);
    if (strcmp(manner, "murders") == 0) murders(times);
    if (strcmp(manner, "stops") == 0) stops_itself();
    if (strcmp(manner, "vectors") == 0) vectors();
    if (strcmp(manner, "edges") == 0) edges();
    if (strcmp(manner, "passes") == 0) passes();
    if (strcmp(manner, "looks") == 0) looks_around();
    if (strcmp(manner, "foreign") == 0) __asm__ volatile("int $0x80" ::"a"(20));
    if (strcmp(manner, "executes") == 0) executes(words[0]);
    puts("done");
    return 0;
}
