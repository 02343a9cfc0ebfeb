/*
 * publish: writes two records into a file that nobody knows yet, the second one first, and then gives it its name.
 *
 * rename(2) replaces a name at one instant: whoever opens `scores` finds the old file or the new one, never half of one.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void write_at(int fd, const char *text, off_t offset)
{
    if (pwrite(fd, text, strlen(text), offset) != (ssize_t)strlen(text))
        fail("publish: pwrite");
}

int main(void)
{
    int fd = open("scores.new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        fail("publish: scores.new");
    write_at(fd, "Bob     7\n", 10);
    write_at(fd, "Alice   9\n", 0);
    if (fsync(fd) < 0 || close(fd) < 0 || rename("scores.new", "scores") < 0)
        fail("publish: scores");

    pid_t pid = fork();
    if (pid == 0) {
        execl("./look-up", "look-up", (char *)NULL);
        perror("publish: ./look-up");
        _exit(127);
    }
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        fail("publish: look-up");
    unlink("scores");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
