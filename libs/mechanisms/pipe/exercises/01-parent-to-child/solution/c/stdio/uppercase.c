/*
 * uppercase: the parent reads standard input, the child writes it upper-cased.
 *
 * Design: fork and C streams. fdopen puts a FILE on each end of the pipe, so that short reads, short writes
 * and buffers are the library's care. What stays ours: every result is checked, also that of fclose,
 * because a stream reports a full device only when it empties its buffer.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, PEER_LOST = 3 };

/* Not toupper: what it does to the bytes above 127 depends on the locale. */
static int upper(int byte)
{
    return byte >= 'a' && byte <= 'z' ? byte - ('a' - 'A') : byte;
}

static int child(FILE *from_parent)
{
    unsigned long long received = 0;
    int byte;
    while ((byte = getc(from_parent)) != EOF) {
        received++;
        if (putchar(upper(byte)) == EOF)
            break;
    }
    if (ferror(from_parent)) {
        perror("uppercase: cannot read the pipe");
        return FAILED;
    }
    if (ferror(stdout) || fflush(stdout) == EOF) {
        perror("uppercase: cannot write the output");
        return FAILED;
    }
    return 100 + (int)(received % 100);
}

/*
 * Sends all of standard input and closes the stream. A child that is gone (EPIPE) is no failure here: its status
 * tells why.
 */
static int feed(FILE *to_child)
{
    char buffer[BUFSIZ];
    size_t got;
    while (!ferror(to_child) && (got = fread(buffer, 1, sizeof buffer, stdin)) > 0)
        fwrite(buffer, 1, got, to_child);
    int write_failed = ferror(to_child);
    if (fclose(to_child) == EOF || write_failed) {
        if (errno == EPIPE)
            return 0;
        perror("uppercase: cannot write to the child");
        return FAILED;
    }
    if (ferror(stdin)) {
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

static FILE *stream(int fd, const char *mode)
{
    FILE *file = fdopen(fd, mode);
    if (file == NULL) {
        perror("uppercase: fdopen");
        exit(FAILED);
    }
    return file;
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        fprintf(stderr, "usage: %s < input (no arguments)\n", argv[0]);
        return USAGE;
    }
    signal(SIGPIPE, SIG_IGN);

    int ends[2];
    if (pipe(ends) < 0) {
        perror("uppercase: pipe");
        return FAILED;
    }
    /* Nothing is buffered before the fork: otherwise both processes would write it out. */
    pid_t pid = fork();
    if (pid < 0) {
        perror("uppercase: fork");
        return FAILED;
    }
    if (pid == 0) {
        close(ends[1]);
        return child(stream(ends[0], "r"));
    }
    close(ends[0]);
    int fed = feed(stream(ends[1], "w"));
    int status = collect(pid);
    return fed == 0 ? status : fed;
}
