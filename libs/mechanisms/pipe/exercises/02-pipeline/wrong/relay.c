/* Wrong: every command gets pipes of its own and the parent carries the bytes from each to the next; it feels safer to see the data pass. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
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

/* Carries bytes from lift[0] to lift[1] until one of them ends. */
static void *carry(void *argument)
{
    int *lift = argument;
    char buffer[65536];
    ssize_t got;
    while ((got = read(lift[0], buffer, sizeof buffer)) > 0) {
        ssize_t put = 0, n = 0;
        while (put < got && (n = write(lift[1], buffer + put, (size_t)(got - put))) > 0)
            put += n;
        if (n < 0)
            break;
    }
    close(lift[0]);
    close(lift[1]);
    return NULL;
}

static pid_t start(char **command, int input, int output)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    signal(SIGPIPE, SIG_DFL);
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

    signal(SIGPIPE, SIG_IGN);
    pid_t pids[32];
    pthread_t carriers[32];
    static int lifts[32][2];
    int input = 0;
    for (int i = 0; i < count; i++) {
        int out[2] = {0, 1}, in[2] = {0, 1};
        if (i < count - 1 && (pipe2(out, O_CLOEXEC) < 0 || pipe2(in, O_CLOEXEC) < 0)) {
            perror("pipeline: pipe");
            return 1;
        }
        pids[i] = start(commands[i], input, out[1]);
        if (pids[i] < 0) {
            perror("pipeline: fork");
            return 1;
        }
        if (input != 0)
            close(input);
        if (i == count - 1)
            break;
        close(out[1]);
        lifts[i][0] = out[0];
        lifts[i][1] = in[1];
        input = in[0];
        if (pthread_create(&carriers[i], NULL, carry, lifts[i]) != 0)
            return 1;
    }

    int status = 0;
    for (int i = 0; i < count; i++)
        waitpid(pids[i], &status, 0);
    for (int i = 0; i < count - 1; i++)
        pthread_join(carriers[i], NULL);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
