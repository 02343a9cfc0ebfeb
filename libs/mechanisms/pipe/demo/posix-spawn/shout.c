/*
 * shout: starts tr(1) with posix_spawn, its standard input and output being two pipes, and has it shout.
 *
 * File actions say what the child's descriptors become; nothing of ours runs between the fork and the exec. See posix_spawn(3).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ, WRITE };

extern char **environ;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static pid_t start_tr(int in, int out)
{
    char *const command[] = {"tr", "a-z", "A-Z", NULL};
    posix_spawn_file_actions_t actions;
    pid_t pid;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    if (posix_spawn(&pid, "/usr/bin/tr", &actions, NULL, command, environ) != 0)
        fail("shout: posix_spawn");
    posix_spawn_file_actions_destroy(&actions);
    return pid;
}

int main(void)
{
    int down[2], up[2];
    char answer[64];
    if (pipe2(down, O_CLOEXEC) < 0 || pipe2(up, O_CLOEXEC) < 0)
        fail("shout: pipe");
    pid_t pid = start_tr(down[READ], up[WRITE]);
    close(down[READ]);
    close(up[WRITE]);
    if (write(down[WRITE], "hello\n", 6) != 6 || close(down[WRITE]) < 0)
        fail("shout: write");
    ssize_t count = read(up[READ], answer, sizeof answer);
    if (count <= 0)
        fail("shout: read");
    printf("%.*s", (int)count, answer);
    int status;
    if (waitpid(pid, &status, 0) < 0)
        fail("shout: waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
