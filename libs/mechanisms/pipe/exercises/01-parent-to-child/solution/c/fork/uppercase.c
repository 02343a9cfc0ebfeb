/*
 * uppercase: the parent reads standard input, the child writes it upper-cased.
 *
 *     stdin --> parent --[pipe]--> child --> stdout
 *
 * Design: fork, then plain read and write. Two closes make it end:
 *   - the child closes its copy of the write end, or its own read could never see end-of-file;
 *   - the parent closes its copy of the read end, or it could never learn that the child is gone.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, PEER_LOST = 3, BUFFER_BYTES = 65536 };

/* A signal may end a read before any byte came; that is no error, so we ask again. */
static ssize_t read_some(int fd, char *buffer, size_t size)
{
    ssize_t got;
    do
        got = read(fd, buffer, size);
    while (got < 0 && errno == EINTR);
    return got;
}

/* A write may take fewer bytes than we gave: the rest is ours to offer again. */
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

static void upper_case(char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] >= 'a' && bytes[i] <= 'z')
            bytes[i] -= 'a' - 'A';
}

static int child(int from_parent)
{
    static char buffer[BUFFER_BYTES];
    unsigned long long received = 0;
    ssize_t got;
    while ((got = read_some(from_parent, buffer, sizeof buffer)) > 0) {
        received += (unsigned long long)got;
        upper_case(buffer, (size_t)got);
        if (write_all(STDOUT_FILENO, buffer, (size_t)got) < 0) {
            perror("uppercase: cannot write the output");
            return FAILED;
        }
    }
    if (got < 0) {
        perror("uppercase: cannot read the pipe");
        return FAILED;
    }
    return 100 + (int)(received % 100);
}

/* Sends all of standard input. A child that is gone (EPIPE) is no failure here: its status tells why. */
static int feed(int to_child)
{
    static char buffer[BUFFER_BYTES];
    ssize_t got;
    while ((got = read_some(STDIN_FILENO, buffer, sizeof buffer)) > 0) {
        if (write_all(to_child, buffer, (size_t)got) == 0)
            continue;
        if (errno == EPIPE)
            return 0;
        perror("uppercase: cannot write to the child");
        return FAILED;
    }
    if (got < 0) {
        perror("uppercase: cannot read the input");
        return FAILED;
    }
    return 0;
}

static int collect(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) {
            perror("uppercase: waitpid");
            return FAILED;
        }
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    fprintf(stderr, "uppercase: the child was killed by signal %d\n", WTERMSIG(status));
    return PEER_LOST;
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        fprintf(stderr, "usage: %s < input (no arguments)\n", argv[0]);
        return USAGE;
    }
    signal(SIGPIPE, SIG_IGN); /* a lost reader shall be an EPIPE we can report, not our death */

    int ends[2];
    if (pipe(ends) < 0) {
        perror("uppercase: pipe");
        return FAILED;
    }
    pid_t pid = fork();
    if (pid < 0) {
        perror("uppercase: fork");
        return FAILED;
    }
    if (pid == 0) {
        close(ends[1]);
        _exit(child(ends[0]));
    }
    close(ends[0]);
    int fed = feed(ends[1]);
    close(ends[1]); /* the last write end: this, and nothing else, is the child's end-of-file */
    int status = collect(pid);
    return fed == 0 ? status : fed;
}
