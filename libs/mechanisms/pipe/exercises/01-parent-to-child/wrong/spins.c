/* Wrong: the input is made non-blocking and asked again and again; people have heard that blocking is bad, and the output is right. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);
        if (put < 0)
            return -1;
        bytes += put;
        size -= (size_t)put;
    }
    return 0;
}

static void upper_case(char *bytes, ssize_t size)
{
    for (ssize_t i = 0; i < size; i++)
        if (bytes[i] >= 'a' && bytes[i] <= 'z')
            bytes[i] -= 32;
}

static int child(int from_parent)
{
    static char buffer[65536];
    long received = 0;
    ssize_t got;
    while ((got = read(from_parent, buffer, sizeof buffer)) > 0) {
        received += got;
        upper_case(buffer, got);
        if (write_all(STDOUT_FILENO, buffer, (size_t)got) < 0) {
            perror("uppercase: write");
            return 1;
        }
    }
    return 100 + (int)(received % 100);
}

static void feed(int to_child)
{
    static char buffer[65536];
    ssize_t got;
    fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
    while ((got = read(STDIN_FILENO, buffer, sizeof buffer)) != 0) {
        if (got < 0 && errno == EAGAIN)
            continue;
        if (got < 0 || write_all(to_child, buffer, (size_t)got) < 0)
            return;
    }
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        fprintf(stderr, "usage: %s\n", argv[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    int ends[2];
    if (pipe(ends) < 0) {
        perror("uppercase: pipe");
        return 1;
    }
    pid_t pid = fork();
    if (pid < 0) {
        perror("uppercase: fork");
        return 1;
    }
    if (pid == 0) {
        close(ends[1]);
        exit(child(ends[0]));
    }
    close(ends[0]);
    feed(ends[1]);
    close(ends[1]);
    int status;
    waitpid(pid, &status, 0);
    if (WIFSIGNALED(status)) {
        fprintf(stderr, "uppercase: the child was killed by signal %d\n", WTERMSIG(status));
        return 3;
    }
    return WEXITSTATUS(status);
}
