/*
 * doorman: a server on a socket in the file system asks the kernel who is calling, and greets by pid. See unix(7), SO_PEERCRED.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct sockaddr_un door = {.sun_family = AF_UNIX, .sun_path = "door"};

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int call(void)
{
    char greeting[64];
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (const struct sockaddr *)&door, sizeof door) < 0)
        fail("doorman: connect");
    if (write(fd, "let me in", 9) != 9)
        fail("doorman: write");
    ssize_t count = read(fd, greeting, sizeof greeting);
    if (count <= 0)
        fail("doorman: read");
    printf("%.*s\n", (int)count, greeting);
    return 0;
}

static void open_door(int listener, pid_t expected)
{
    char request[64];
    struct ucred caller;
    socklen_t size = sizeof caller;
    int fd = accept(listener, NULL, NULL);
    if (fd < 0 || getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &caller, &size) < 0)
        fail("doorman: accept");
    ssize_t count = read(fd, request, sizeof request);
    if (count <= 0)
        fail("doorman: read");
    const char *answer = caller.pid == expected ? "welcome, my child" : "who are you?";
    dprintf(fd, "%s", answer);
    close(fd);
}

int main(void)
{
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || bind(listener, (const struct sockaddr *)&door, sizeof door) < 0 ||
        listen(listener, 4) < 0)
        fail("doorman: listen");
    pid_t pid = fork();
    if (pid == 0) {
        close(listener);
        return call();
    }
    open_door(listener, pid);
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        fail("doorman: waitpid");
    unlink(door.sun_path);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
