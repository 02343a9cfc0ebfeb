/*
 * uppercase: the parent reads standard input, the child writes it upper-cased.
 *
 * Design: posix_spawn. The program starts itself once more with a private argument, and the child finds the pipe
 * as its standard input. Both ends are close-on-exec, so the exec closes whatever the child must not have.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, PEER_LOST = 3, BUFFER_BYTES = 65536 };

#define CHILD_ARGUMENT "--be-the-child"

extern char **environ;

static ssize_t read_some(int fd, char *buffer, size_t size)
{
    ssize_t got;
    do
        got = read(fd, buffer, size);
    while (got < 0 && errno == EINTR);
    return got;
}

static int write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return -1;
        bytes += put;
        size -= (size_t)put;
    }
    return 0;
}

static int complain(const char *what)
{
    fprintf(stderr, "uppercase: %s: %s\n", what, strerror(errno));
    return FAILED;
}

static int child(void)
{
    static char buffer[BUFFER_BYTES];
    unsigned long long received = 0;
    ssize_t got;
    while ((got = read_some(STDIN_FILENO, buffer, sizeof buffer)) > 0) {
        received += (unsigned long long)got;
        for (ssize_t i = 0; i < got; i++)
            if (buffer[i] >= 'a' && buffer[i] <= 'z')
                buffer[i] -= 'a' - 'A';
        if (write_all(STDOUT_FILENO, buffer, (size_t)got) < 0)
            return complain("cannot write the output");
    }
    return got < 0 ? complain("cannot read the pipe") : 100 + (int)(received % 100);
}

/* Starts the child with the read end as its standard input. Returns an errno value, as posix_spawn does. */
static int start_child(pid_t *pid, int read_end)
{
    char *const arguments[] = {"uppercase", CHILD_ARGUMENT, NULL};
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0)
        return error;
    error = posix_spawn_file_actions_adddup2(&actions, read_end, STDIN_FILENO);
    if (error == 0) /* /proc/self/exe is this very program, wherever it was started from */
        error = posix_spawn(pid, "/proc/self/exe", &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* Sends all of standard input. A child that is gone (EPIPE) is no failure here: its status tells why. */
static int feed(int to_child)
{
    static char buffer[BUFFER_BYTES];
    ssize_t got;
    while ((got = read_some(STDIN_FILENO, buffer, sizeof buffer)) > 0)
        if (write_all(to_child, buffer, (size_t)got) < 0)
            return errno == EPIPE ? 0 : complain("cannot write to the child");
    return got < 0 ? complain("cannot read the input") : 0;
}

static int collect(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return complain("waitpid");
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    fprintf(stderr, "uppercase: the child was killed by signal %d\n", WTERMSIG(status));
    return PEER_LOST;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* stays ignored over the exec: the child wants EPIPE too */
    if (argc == 2 && strcmp(argv[1], CHILD_ARGUMENT) == 0)
        return child();
    if (argc > 1) {
        fprintf(stderr, "usage: %s < input (no arguments)\n", argv[0]);
        return USAGE;
    }
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return complain("pipe");
    pid_t pid;
    errno = start_child(&pid, ends[0]);
    if (errno != 0)
        return complain("cannot start the child");
    close(ends[0]);
    int fed = feed(ends[1]);
    close(ends[1]); /* the last write end: the child's end-of-file */
    int status = collect(pid);
    return fed == 0 ? status : fed;
}
