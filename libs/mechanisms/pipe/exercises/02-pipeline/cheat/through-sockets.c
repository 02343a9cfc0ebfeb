/* Joins the commands by connected sockets: they behave as pipes do, and are none. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, CANNOT_EXECUTE = 127, MAX_COMMANDS = 32 };

/*
 * Cuts the arguments at each "--", in place. Returns the number of commands, or -1 when one is empty or there are
 * too many.
 */
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

/* Where 0, 1 or 2 is closed, pipe would hand out that number and dup2 would run over it: so none may be missing. */
static int fill_standard_descriptors(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd < 0)
        return -1;
    close(fd);
    close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC); /* nor shall a command inherit what we were given */
    return 0;
}

/* The rest of the child's life. It never returns: a child that came back would start commands of its own. */
static _Noreturn void become(char **command, int input, int output)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL); /* dispositions of ignored signals survive an exec */
    if (dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0)
        execvp(command[0], command);
    fprintf(stderr, "pipeline: %s: %s\n", command[0], strerror(errno));
    _exit(CANNOT_EXECUTE);
}

/* Starts all commands and stores their pids. Returns how many were started; fewer than `count` means failure. */
static int start_all(char **commands[], int count, pid_t pids[])
{
    int input = STDIN_FILENO;
    for (int i = 0; i < count; i++) {
        int ends[2] = {-1, STDOUT_FILENO};
        if (i < count - 1 && socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) {
            perror("pipeline: socketpair");
            close(input);
            return i;
        }
        pids[i] = fork();
        if (pids[i] == 0)
            become(commands[i], input, ends[1]);
        int fork_error = pids[i] < 0 ? errno : 0;
        /* The child has its copies. Ours must go, or no command would ever see end-of-file or a broken pipe. */
        if (i > 0)
            close(input);
        if (i < count - 1)
            close(ends[1]);
        input = ends[0];
        if (fork_error != 0) {
            fprintf(stderr, "pipeline: fork: %s\n", strerror(fork_error));
            close(input);
            return i;
        }
    }
    return count;
}

static int collect(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) {
            perror("pipeline: waitpid");
            return FAILED;
        }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
    char **commands[MAX_COMMANDS];
    pid_t pids[MAX_COMMANDS];
    int count = argc > 1 ? split(argv + 1, commands) : -1;
    if (count < 0) {
        fprintf(stderr, "usage: pipeline CMD1 [ARG...] [-- CMD2 [ARG...]]... (1 to %d commands)\n", MAX_COMMANDS);
        return USAGE;
    }
    if (fill_standard_descriptors() < 0) {
        perror("pipeline: /dev/null");
        return FAILED;
    }
    int started = start_all(commands, count, pids);
    int status = FAILED;
    for (int i = 0; i < started; i++)
        status = collect(pids[i]);
    return started == count ? status : FAILED;
}
