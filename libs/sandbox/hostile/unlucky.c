// Says what a few calls on pipes and files answer: unlucky MANNER. `restart` has a handler with SA_RESTART, `plain` one without, others none.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t handled;

static void handle(int number) {
    (void)number;
    handled++;
}

static void say(const char *what, ssize_t answer) {
    if (answer < 0) printf("%s %s\n", what, strerrorname_np(errno));
    else printf("%s %zd\n", what, answer);
}

static void pass_bytes(void) {
    int ends[2];
    char text[16];
    struct iovec pieces[] = {{.iov_base = text, .iov_len = 2}, {.iov_base = text + 2, .iov_len = 3}};
    if (pipe(ends) < 0) exit(1);
    say("write", write(ends[1], "0123456789", 10));
    say("read", read(ends[0], text, 5));
    say("readv", readv(ends[0], pieces, 2));
    printf("handled %d\n", (int)handled);
}

// A file and a pipe get a byte each; who is unlucky with the file need not be with the pipe.
static void fill_file(void) {
    int ends[2], file = open("/box/data", O_WRONLY | O_CREAT, 0600);
    if (file < 0 || pipe(ends) < 0) exit(1);
    say("pipe", write(ends[1], "x", 1));
    say("file", write(file, "x", 1));
    say("file", write(file, "x", 1));
}

// A child writes a record in two halves.
static void two_halves(void) {
    int ends[2], status;
    char text[16];
    if (pipe(ends) < 0) exit(1);
    pid_t pid = fork();
    if (pid == 0) {
        if (write(ends[1], "half ", 5) != 5 || write(ends[1], "whole", 5) != 5) _exit(1);
        _exit(0);
    }
    close(ends[1]);
    say("first", read(ends[0], text, sizeof text));
    say("second", read(ends[0], text, sizeof text));
    if (waitpid(pid, &status, 0) == pid) printf("signal %d\n", WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

// Waits for a pipe that has a byte.
static void look_and_take(void) {
    int ends[2];
    if (pipe(ends) < 0 || write(ends[1], "x", 1) != 1) exit(1);
    struct pollfd polled = {.fd = ends[0], .events = POLLIN};
    fd_set set;
    FD_ZERO(&set);
    FD_SET(ends[0], &set);
    struct timeval zero = {0};
    say("poll", poll(NULL, 0, 0));
    say("poll", poll(&polled, 1, -1));
    say("poll", poll(&polled, 1, -1));
    say("select", select(ends[0] + 1, &set, NULL, NULL, &zero));
}

static void take_time(void) {
    struct timespec before, after;
    int ends[2];
    if (pipe(ends) < 0) exit(1);
    clock_gettime(CLOCK_MONOTONIC, &before);
    say("write", write(ends[1], "x", 1));
    clock_gettime(CLOCK_MONOTONIC, &after);
    long ms = (after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000;
    printf("late %d\n", ms >= 200);
}

// Sleeps until a signal has come: by pause(2) after a look at a flag, or by sigsuspend(2), which looks and sleeps in one step.
static void await_signal(int is_right) {
    sigset_t one, none;
    struct sigaction action = {.sa_handler = handle};
    sigemptyset(&none);
    sigemptyset(&one);
    sigaddset(&one, SIGUSR1);
    if (is_right) sigprocmask(SIG_BLOCK, &one, NULL);
    sigaction(SIGUSR1, &action, NULL);
    while (!handled) {
        if (is_right) sigsuspend(&none);
        else pause();
    }
    puts("awake");
}

int main(int count, char **words) {
    const char *manner = count > 1 ? words[1] : "";
    struct sigaction action = {.sa_handler = handle, .sa_flags = strcmp(manner, "restart") == 0 ? SA_RESTART : 0};
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (strcmp(manner, "restart") == 0 || strcmp(manner, "plain") == 0) sigaction(SIGUSR1, &action, NULL);
    if (strcmp(manner, "file") == 0) fill_file();
    else if (strcmp(manner, "halves") == 0) two_halves();
    else if (strcmp(manner, "looks") == 0) look_and_take();
    else if (strcmp(manner, "late") == 0) take_time();
    else if (strcmp(manner, "pause") == 0) await_signal(0);
    else if (strcmp(manner, "suspend") == 0) await_signal(1);
    else pass_bytes();
    return 0;
}
