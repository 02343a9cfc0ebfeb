/*
 * coprocess: runs CMD between two pipes and moves bytes in both directions at once.
 *
 *     stdin --> feeding child --[pipe]--> CMD --[pipe]--> parent --> stdout
 *
 * Design: a second child feeds CMD while the parent reads, both with blocking calls. A third small pipe carries the
 * feeder's count back. When CMD is gone the parent ends the feeder with SIGTERM, which is blocked in the feeder except
 * inside ppoll: it may sleep there for ever on a silent stdin, and is never interrupted between a write and its count.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, CANNOT_EXECUTE = 127, BUFFER_BYTES = 65536 };

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

/* Starts CMD between two pipes and keeps one end of each: `*to` writes to its input, `*from` reads its output. */
static pid_t start(char **command, int *to, int *from)
{
    int input[2], output[2];
    if (pipe2(input, O_CLOEXEC) < 0 || pipe2(output, O_CLOEXEC) < 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGPIPE, SIG_DFL); /* an ignored signal stays ignored over an exec, unless we undo it */
        if (dup2(input[0], STDIN_FILENO) >= 0 && dup2(output[1], STDOUT_FILENO) >= 0)
            execvp(command[0], command);
        fprintf(stderr, "coprocess: %s: %s\n", command[0], strerror(errno));
        _exit(CANNOT_EXECUTE);
    }
    close(input[0]);
    close(output[1]);
    *to = input[1];
    *from = output[0];
    return pid;
}

static void wake(int signal_number)
{
    (void)signal_number; /* its only work is to end ppoll with EINTR */
}

/* Waits until stdin has something to read. Returns -1 when the parent sent SIGTERM. */
static int await_input(const sigset_t *unblocked)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    return ppoll(&input, 1, NULL, unblocked) < 0 ? -1 : 0;
}

/* Feeds CMD until stdin ends, CMD reads no more, or SIGTERM comes. Returns how many bytes CMD's pipe accepted. */
static unsigned long long feed(int to_command, const sigset_t *unblocked)
{
    static char buffer[BUFFER_BYTES];
    unsigned long long accepted = 0;
    while (await_input(unblocked) == 0) {
        ssize_t got = read_some(STDIN_FILENO, buffer, sizeof buffer);
        if (got <= 0)
            return accepted;
        for (ssize_t sent = 0; sent < got;) {
            ssize_t put = write(to_command, buffer + sent, (size_t)(got - sent));
            if (put < 0 && errno != EINTR)
                return accepted;
            if (put > 0) {
                sent += put;
                accepted += (unsigned long long)put;
            }
        }
    }
    return accepted;
}

/* Starts the feeder; `*count_end` is where its count will be read. SIGTERM is blocked before it is born. */
static pid_t start_feeder(int to_command, int from_command, int *count_end)
{
    int ends[2];
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    sigprocmask(SIG_BLOCK, &term, &before);
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        close(from_command);
        sigdelset(&before, SIGTERM);
        sigaction(SIGTERM, &(struct sigaction){.sa_handler = wake}, NULL);
        unsigned long long accepted = feed(to_command, &before);
        close(to_command); /* CMD's end-of-file */
        _exit(write_all(ends[1], (char *)&accepted, sizeof accepted) < 0 ? FAILED : 0);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    *count_end = ends[0];
    return pid;
}

/* Copies CMD's output to its end. Returns -1 when our own stdout cannot be written. */
static int copy_output(int from_command, unsigned long long *copied)
{
    static char buffer[BUFFER_BYTES];
    ssize_t got;
    while ((got = read_some(from_command, buffer, sizeof buffer)) > 0) {
        if (write_all(STDOUT_FILENO, buffer, (size_t)got) < 0)
            return -1;
        *copied += (unsigned long long)got;
    }
    return 0;
}

static int collect(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) {
            perror("coprocess: waitpid");
            return FAILED;
        }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: coprocess CMD [ARG...]\n");
        return USAGE;
    }
    signal(SIGPIPE, SIG_IGN); /* a lost reader shall be an EPIPE we can handle, not our death */

    int to_command, from_command, count_end;
    pid_t command = start(argv + 1, &to_command, &from_command);
    pid_t feeder = command < 0 ? -1 : start_feeder(to_command, from_command, &count_end);
    if (feeder < 0) {
        perror("coprocess: cannot start the command");
        return FAILED;
    }
    close(to_command); /* only the feeder may hold it, or CMD would never see end-of-file */

    unsigned long long accepted = 0, copied = 0;
    int failed = copy_output(from_command, &copied) < 0;
    if (failed) {
        perror("coprocess: cannot copy to standard output");
        kill(feeder, SIGTERM);
    }
    close(from_command);
    int status = collect(command);
    kill(feeder, SIGTERM); /* CMD is gone; the feeder has not been waited for, so the pid is still its own */
    if (read_some(count_end, (char *)&accepted, sizeof accepted) != sizeof accepted)
        failed = 1;
    collect(feeder);
    fprintf(stderr, "in=%llu out=%llu\n", accepted, copied);
    return failed ? FAILED : status;
}
