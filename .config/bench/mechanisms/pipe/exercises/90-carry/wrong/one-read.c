/* Wrong: the child reads once; with short input one read happens to return everything. */
#include <stdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static char buffer[65536];

int main(void)
{
    int ends[2];
    signal(SIGPIPE, SIG_IGN);
    if (pipe(ends) < 0)
        return 1;
    pid_t pid = fork();
    if (pid < 0)
        return 1;
    if (pid == 0) {
        close(ends[1]);
        ssize_t got = read(ends[0], buffer, sizeof buffer);
        _exit(got < 0 || write(STDOUT_FILENO, buffer, (size_t)got) < 0);
    }
    close(ends[0]);
    ssize_t got;
    while ((got = read(STDIN_FILENO, buffer, sizeof buffer)) > 0)
        if (write(ends[1], buffer, (size_t)got) < 0)
            break;
    close(ends[1]);
    int status;
    return waitpid(pid, &status, 0) < 0 || status != 0;
}
