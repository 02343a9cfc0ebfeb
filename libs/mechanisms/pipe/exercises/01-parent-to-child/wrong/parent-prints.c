/* Wrong: the child sends its result back through a second pipe and the parent prints it; people know request and answer, and keep printing to themselves. */
#include <poll.h>
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

/* Sends what stdin has and prints what came back, whichever is ready. */
static int exchange(int to_child, int from_child)
{
    static char buffer[65536];
    struct pollfd watched[2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = from_child, .events = POLLIN}};
    ssize_t got;
    for (;;) {
        poll(watched, 2, -1);
        if (watched[1].revents != 0) {
            got = read(from_child, buffer, sizeof buffer);
            if (got <= 0)
                return 0;
            if (write_all(STDOUT_FILENO, buffer, (size_t)got) < 0) {
                perror("uppercase: write");
                close(to_child);
                close(from_child);
                return 1;
            }
        } else if (watched[0].revents != 0) {
            got = read(STDIN_FILENO, buffer, 4096);
            if (got <= 0 || write_all(to_child, buffer, (size_t)got) < 0) {
                close(to_child);
                watched[0].fd = -1;
            }
        }
    }
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        fprintf(stderr, "usage: %s\n", argv[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    int ends[2], back[2];
    if (pipe(ends) < 0 || pipe(back) < 0) {
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
        close(back[0]);
        dup2(back[1], STDOUT_FILENO);
        close(back[1]);
        exit(child(ends[0]));
    }
    close(ends[0]);
    close(back[1]);
    int failed = exchange(ends[1], back[0]);
    int status;
    waitpid(pid, &status, 0);
    if (WIFSIGNALED(status)) {
        fprintf(stderr, "uppercase: the child was killed by signal %d\n", WTERMSIG(status));
        return 3;
    }
    return failed ? 1 : WEXITSTATUS(status);
}
