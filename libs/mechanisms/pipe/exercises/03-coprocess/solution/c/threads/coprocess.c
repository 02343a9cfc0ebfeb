/*
 * coprocess: runs CMD between two pipes and moves bytes in both directions at once.
 *
 *     stdin --> feeder thread --[pipe]--> CMD --[pipe]--> main thread --> stdout
 *
 * Design: two threads with blocking calls, one a direction, so that a blocked write never stops the reading. The main
 * thread decides when all is over. It never joins the feeder, which may sit in a read of a silent stdin for ever:
 * the end of the process ends it. A lock around each write makes the count exact at that moment.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, CANNOT_EXECUTE = 127, BUFFER_BYTES = 65536 };

struct feeder {
    pthread_mutex_t lock; /* held while a write is under way: guards to_command and accepted */
    int to_command;       /* -1 once closed */
    unsigned long long accepted;
    atomic_bool stop;
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

static void close_input(struct feeder *feeder)
{
    pthread_mutex_lock(&feeder->lock);
    if (feeder->to_command >= 0)
        close(feeder->to_command);
    feeder->to_command = -1;
    pthread_mutex_unlock(&feeder->lock);
}

/* Gives CMD one buffer. Returns -1 when CMD reads no more or the main thread gave up. */
static int give(struct feeder *feeder, const char *bytes, size_t size)
{
    int result = 0;
    pthread_mutex_lock(&feeder->lock);
    while (size > 0 && result == 0) {
        ssize_t put = feeder->stop ? -1 : write(feeder->to_command, bytes, size);
        if (put >= 0) {
            bytes += put;
            size -= (size_t)put;
            feeder->accepted += (unsigned long long)put;
        } else if (feeder->stop || errno != EINTR) {
            result = -1;
        }
    }
    pthread_mutex_unlock(&feeder->lock);
    return result;
}

static void *feed(void *argument)
{
    static char buffer[BUFFER_BYTES];
    struct feeder *feeder = argument;
    ssize_t got;
    while ((got = read_some(STDIN_FILENO, buffer, sizeof buffer)) > 0)
        if (give(feeder, buffer, (size_t)got) < 0)
            break;
    close_input(feeder); /* CMD's end-of-file */
    return NULL;
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

    static struct feeder feeder = {.lock = PTHREAD_MUTEX_INITIALIZER};
    int from_command;
    pid_t pid = start(argv + 1, &feeder.to_command, &from_command);
    pthread_t thread;
    if (pid < 0 || (errno = pthread_create(&thread, NULL, feed, &feeder)) != 0) {
        perror("coprocess: cannot start the command");
        return FAILED;
    }
    pthread_detach(thread);
    unsigned long long copied = 0;
    int failed = copy_output(from_command, &copied) < 0;
    if (failed) {
        perror("coprocess: cannot copy to standard output");
        feeder.stop = 1;
    }
    close(from_command);
    if (failed)
        close_input(&feeder);
    int status = collect(pid);
    /* CMD is gone, so a write that is still under way ends with EPIPE; the lock waits for it. */
    pthread_mutex_lock(&feeder.lock);
    fprintf(stderr, "in=%llu out=%llu\n", feeder.accepted, copied);
    return failed ? FAILED : status;
}
