/* Runs one command after the other and hands over what each printed in a file without a name: the right text, and not one pipe. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, CANNOT_EXECUTE = 127, MAX_COMMANDS = 32 };

static int split(char **arguments, char **commands[MAX_COMMANDS])
{
    int count = 0;
    for (char **start = arguments;;) {
        char **end = start;
        while (*end != NULL && strcmp(*end, "--") != 0)
            end++;
        if (end == start || count == MAX_COMMANDS)
            return -1;
        commands[count++] = start;
        if (*end == NULL)
            return count;
        *end = NULL;
        start = end + 1;
    }
}

/* The exit status of a command that reads `input` and writes `output`. */
static int run(char **command, int input, int output)
{
    pid_t child = fork();
    if (child == 0) {
        signal(SIGPIPE, SIG_DFL);
        if (dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0)
            execvp(command[0], command);
        fprintf(stderr, "pipeline: %s: %s\n", command[0], strerror(errno));
        _exit(CANNOT_EXECUTE);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return FAILED;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
    char **commands[MAX_COMMANDS];
    int count = argc > 1 ? split(argv + 1, commands) : -1;
    if (count < 0) {
        fprintf(stderr, "usage: pipeline CMD1 [ARG...] [-- CMD2 [ARG...]]... (1 to %d commands)\n", MAX_COMMANDS);
        return USAGE;
    }
    int input = dup(STDIN_FILENO), status = 0;
    for (int i = 0; i < count; i++) {
        int output = i < count - 1 ? open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600) : dup(STDOUT_FILENO);
        fcntl(input, F_SETFD, FD_CLOEXEC);
        fcntl(output, F_SETFD, FD_CLOEXEC);
        status = run(commands[i], input, output);
        close(input);
        if (i < count - 1)
            lseek(output, 0, SEEK_SET);
        input = output;
    }
    close(input);
    return status;
}
