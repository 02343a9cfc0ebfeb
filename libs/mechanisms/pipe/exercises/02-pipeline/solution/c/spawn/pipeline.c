/*
 * pipeline: runs CMD1 -- CMD2 -- ... as a shell runs CMD1 | CMD2 | ...
 *
 * Design: posix_spawn with file actions, all pipes first. A list says what to do with descriptors in the new process
 * before the exec, and attributes say the same for signals, so there is no code of ours between fork and exec that
 * could go wrong. A command that cannot be executed makes no process at all: posix_spawnp tells us why.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, CANNOT_EXECUTE = 127, MAX_COMMANDS = 32 };

extern char **environ;

struct stage {
    char **command;
    int input, output; /* what becomes its 0 and 1 */
    pid_t pid;         /* 0: could not be executed */
};

/*
 * Cuts the arguments at each "--", in place. Returns the number of commands, or -1 when one is empty or there are
 * too many.
 */
static int split(char **arguments, struct stage stages[MAX_COMMANDS])
{
    int count = 0;
    for (char **start = arguments;;) {
        char **end = start;
        while (*end != NULL && strcmp(*end, "--") != 0)
            end++;
        if (end == start || count == MAX_COMMANDS)
            return -1;
        stages[count++] = (struct stage){start, STDIN_FILENO, STDOUT_FILENO, 0};
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

static int join_with_pipes(struct stage stages[], int count)
{
    for (int i = 0; i + 1 < count; i++) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) < 0)
            return -1;
        stages[i].output = ends[1];
        stages[i + 1].input = ends[0];
    }
    return 0;
}

/* Every command runs with default SIGPIPE and an empty mask, whatever we inherited. */
static void set_signals(posix_spawnattr_t *attributes)
{
    sigset_t set;
    sigemptyset(&set);
    posix_spawnattr_setsigmask(attributes, &set);
    sigaddset(&set, SIGPIPE);
    posix_spawnattr_setsigdefault(attributes, &set);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

/* Starts one command and gives up our copies of its ends. Returns an errno value, as posix_spawn does. */
static int start(struct stage *stage)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&actions) != 0 || posix_spawnattr_init(&attributes) != 0)
        return ENOMEM;
    set_signals(&attributes);
    int error = 0;
    if (stage->input != STDIN_FILENO)
        error = posix_spawn_file_actions_adddup2(&actions, stage->input, STDIN_FILENO);
    if (error == 0 && stage->output != STDOUT_FILENO)
        error = posix_spawn_file_actions_adddup2(&actions, stage->output, STDOUT_FILENO);
    if (error == 0)
        error = posix_spawnp(&stage->pid, stage->command[0], &actions, &attributes, stage->command, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        stage->pid = 0;
    if (stage->input != STDIN_FILENO)
        close(stage->input);
    if (stage->output != STDOUT_FILENO)
        close(stage->output);
    return error;
}

static int collect(pid_t pid)
{
    int status;
    if (pid == 0)
        return CANNOT_EXECUTE;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) {
            perror("pipeline: waitpid");
            return FAILED;
        }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
    struct stage stages[MAX_COMMANDS];
    int count = argc > 1 ? split(argv + 1, stages) : -1;
    if (count < 0) {
        fprintf(stderr, "usage: pipeline CMD1 [ARG...] [-- CMD2 [ARG...]]... (1 to %d commands)\n", MAX_COMMANDS);
        return USAGE;
    }
    if (fill_standard_descriptors() < 0 || join_with_pipes(stages, count) < 0) {
        perror("pipeline: cannot make the pipes");
        return FAILED;
    }
    int no_process = 0;
    for (int i = 0; i < count; i++) {
        int error = start(&stages[i]);
        if (error != 0)
            fprintf(stderr, "pipeline: %s: %s\n", stages[i].command[0], strerror(error));
        no_process |= error == EAGAIN || error == ENOMEM;
    }
    int status = FAILED;
    for (int i = 0; i < count; i++)
        status = collect(stages[i].pid);
    return no_process ? FAILED : status;
}
