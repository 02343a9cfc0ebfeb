/* A child for each connection. A lock on PATH.lock tells whether somebody serves: it ends with its owner, however that ends. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { children_max = 64 };

static pid_t children[children_max];
static size_t children_count;
static struct sockaddr_un address = {.sun_family = AF_UNIX};
static volatile sig_atomic_t has_to_end;

static void note(int signal)
{
    if (signal == SIGTERM)
        has_to_end = 1;
}

static void fail(const char *what)
{
    fprintf(stderr, "server: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void lock_name(void)
{
    char name[sizeof address.sun_path + 8];
    snprintf(name, sizeof name, "%s.lock", address.sun_path);
    int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0)
        fail(name);
    if (flock(lock, LOCK_EX | LOCK_NB) < 0) {
        fprintf(stderr, "server: another server has %s\n", address.sun_path);
        exit(1);
    }
}

static void take_name(int listener)
{
    struct stat there;
    if (lstat(address.sun_path, &there) == 0) {
        if (!S_ISSOCK(there.st_mode)) {
            fprintf(stderr, "server: %s is not a socket\n", address.sun_path);
            exit(1);
        }
        // It may be the socket of somebody who knows nothing of the lock.
        int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (connect(probe, (struct sockaddr *)&address, sizeof address) == 0 || errno != ECONNREFUSED) {
            fprintf(stderr, "server: somebody listens at %s\n", address.sun_path);
            exit(1);
        }
        close(probe);
        unlink(address.sun_path);
    }
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0)
        fail("bind");
    if (chmod(address.sun_path, 0600) < 0)
        fail("chmod");
}

static _Noreturn void serve(int fd)
{
    static char bytes[4096];
    for (ssize_t count; (count = recv(fd, bytes, sizeof bytes, 0)) > 0;) {
        for (ssize_t i = 0; i < count; i++)
            if (bytes[i] >= 'a' && bytes[i] <= 'z')
                bytes[i] -= 32;
        for (ssize_t from = 0; from < count;) {
            ssize_t sent = send(fd, bytes + from, (size_t)(count - from), MSG_NOSIGNAL);
            if (sent < 0)
                _exit(0);
            from += sent;
        }
    }
    _exit(0);
}

static void collect(void)
{
    for (pid_t ended; (ended = waitpid(-1, NULL, WNOHANG)) > 0;)
        for (size_t i = 0; i < children_count; i++)
            if (children[i] == ended)
                children[i] = children[--children_count];
}

static void greet(int listener, const sigset_t *mask)
{
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
        return;
    pid_t pid = children_count < children_max ? fork() : -1;
    if (pid == 0) {
        signal(SIGTERM, SIG_DFL);
        sigprocmask(SIG_SETMASK, mask, NULL);
        close(listener);
        serve(fd);
    }
    if (pid > 0)
        children[children_count++] = pid;
    close(fd);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: server PATH\n");
        return 2;
    }
    if (strlen(argv[1]) >= sizeof address.sun_path) {
        fprintf(stderr, "server: %s: too long for a socket\n", argv[1]);
        return 1;
    }
    strcpy(address.sun_path, argv[1]);
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    if (listener < 0)
        fail("socket");
    struct stat there;
    if (lstat(address.sun_path, &there) == 0 && !S_ISSOCK(there.st_mode)) {
        fprintf(stderr, "server: %s is not a socket\n", address.sun_path);
        return 1;
    }
    lock_name();
    take_name(listener);
    if (listen(listener, SOMAXCONN) < 0)
        fail("listen");
    // Both are held back, but not while pselect sleeps: so none comes unseen between a look and the sleep behind it.
    sigset_t held, free;
    sigemptyset(&held);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGCHLD);
    sigprocmask(SIG_BLOCK, &held, &free);
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = note}, NULL);
    sigaction(SIGCHLD, &(struct sigaction){.sa_handler = note}, NULL);
    puts("ready");
    fflush(stdout);
    while (!has_to_end) {
        fd_set door;
        FD_ZERO(&door);
        FD_SET(listener, &door);
        int is_there = pselect(listener + 1, &door, NULL, NULL, NULL, &free);
        collect();
        if (is_there > 0)
            greet(listener, &free);
    }
    unlink(address.sun_path);
    for (size_t i = 0; i < children_count; i++)
        kill(children[i], SIGKILL);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
