/* Wrong: a child puts its ends on 0 and 1 but closes nothing, so each command holds a read end of the pipe it writes and is never told that its reader is gone; what dup2 copied looks moved. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int split(char **arguments, char **commands[32])
{
    int count = 0;
    for (char **start = arguments;;) {
        char **end = start;
        while (*end != NULL && strcmp(*end, "--") != 0)
            end++;
        if (end == start || count == 32)
            return -1;
        commands[count++] = start;
        if (*end == NULL)
            return count;
        *end = NULL;
        start = end + 1;
    }
}

static void fill_standard_descriptors(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= 2);
    close(fd);
}

static pid_t start(char **command, int input, int output)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    if (input != 0)
        dup2(input, 0);
    if (output != 1)
        dup2(output, 1);
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

int main(int argc, char **argv)
{
    char **commands[32];
    int count = argc > 1 ? split(argv + 1, commands) : -1;
    if (count < 0) {
        fprintf(stderr, "usage: pipeline CMD1 [ARG...] [-- CMD2 [ARG...]]...\n");
        return 2;
    }
    fill_standard_descriptors();

    pid_t pids[32];
    int input = 0;
    for (int i = 0; i < count; i++) {
        int ends[2] = {0, 1};
        if (i < count - 1 && pipe(ends) < 0) {
            perror("pipeline: pipe");
            return 1;
        }
        pids[i] = start(commands[i], input, ends[1]);
        if (pids[i] < 0) {
            perror("pipeline: fork");
            return 1;
        }
        if (input != 0)
            close(input);
        if (ends[1] != 1)
            close(ends[1]);
        input = ends[0];
    }

    int status = 0;
    for (int i = 0; i < count; i++)
        waitpid(pids[i], &status, 0);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
