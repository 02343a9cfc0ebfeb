/*
 * coprocess: runs CMD between two pipes and moves bytes in both directions at once.
 *
 *     stdin --> coprocess --[pipe]--> CMD --[pipe]--> coprocess --> stdout
 *
 * Design: one poll loop. The end that writes to CMD is non-blocking, because POLLOUT promises room for PIPE_BUF bytes
 * only and a blocking write of more would stop the loop, and with it the reading that CMD may be waiting for.
 * Our own stdin and stdout stay as they are: O_NONBLOCK belongs to the open file, and others share those with us.
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

struct exchange {
    int to_command, from_command; /* -1 once closed */
    char pending[BUFFER_BYTES]; /* read from stdin, not yet taken by CMD */
    size_t pending_from, pending_to;
    unsigned long long in, out;
};

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

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void take_input(struct exchange *e)
{
    ssize_t got = read_some(STDIN_FILENO, e->pending, sizeof e->pending);
    e->pending_from = 0;
    e->pending_to = got > 0 ? (size_t)got : 0;
    if (got <= 0)
        close_end(&e->to_command); /* CMD's end-of-file */
}

/* Gives CMD what it takes now. Called without anything pending when the last reader has gone (POLLERR). */
static void give_input(struct exchange *e)
{
    ssize_t put = -1;
    errno = EPIPE;
    if (e->pending_from < e->pending_to)
        put = write(e->to_command, e->pending + e->pending_from, e->pending_to - e->pending_from);
    if (put >= 0) {
        e->in += (unsigned long long)put;
        e->pending_from += (size_t)put;
    } else if (errno != EAGAIN && errno != EINTR) {
        close_end(&e->to_command); /* CMD reads no more: what is left of our input is not needed */
    }
}

static int pass_output(struct exchange *e)
{
    static char buffer[BUFFER_BYTES];
    ssize_t got = read_some(e->from_command, buffer, sizeof buffer);
    if (got <= 0) {
        close_end(&e->from_command);
        return 0;
    }
    if (write_all(STDOUT_FILENO, buffer, (size_t)got) < 0)
        return -1;
    e->out += (unsigned long long)got;
    return 0;
}

/* Moves bytes until both pipes are closed. Returns -1 when our own stdout cannot be written. */
static int run(struct exchange *e)
{
    while (e->to_command >= 0 || e->from_command >= 0) {
        int empty = e->pending_from == e->pending_to;
        struct pollfd watched[] = {
            /* poll passes over -1. Even with no events asked for it reports POLLERR: that is how we learn that CMD
               has gone while our own stdin is open and silent. */
            {.fd = e->to_command, .events = empty ? 0 : POLLOUT},
            {.fd = e->from_command, .events = POLLIN},
            {.fd = empty && e->to_command >= 0 ? STDIN_FILENO : -1, .events = POLLIN},
        };
        if (poll(watched, 3, -1) < 0) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        /* POLLHUP may come with or without POLLIN; read tells data from end-of-file. */
        if (watched[1].revents != 0 && pass_output(e) < 0)
            return -1;
        if (watched[0].revents != 0)
            give_input(e);
        else if (watched[2].revents != 0)
            take_input(e);
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

    static struct exchange exchange;
    pid_t pid = start(argv + 1, &exchange.to_command, &exchange.from_command);
    if (pid < 0 || fcntl(exchange.to_command, F_SETFL, O_WRONLY | O_NONBLOCK) < 0) {
        perror("coprocess: cannot start the command");
        return FAILED;
    }
    int failed = run(&exchange) < 0;
    if (failed)
        perror("coprocess: cannot copy to standard output");
    close_end(&exchange.to_command);
    close_end(&exchange.from_command);
    int status = collect(pid);
    fprintf(stderr, "in=%llu out=%llu\n", exchange.in, exchange.out);
    return failed ? FAILED : status;
}
