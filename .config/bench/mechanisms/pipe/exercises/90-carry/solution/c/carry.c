/* carry: standard input goes through a pipe to a child, which writes it to standard output. */

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* A write may take fewer bytes than it was given. */
static int copy(int from, int to)
{
    static char buffer[65536];
    ssize_t got;
    while ((got = read(from, buffer, sizeof buffer)) > 0)
        for (ssize_t done = 0; done < got;) {
            ssize_t put = write(to, buffer + done, (size_t)(got - done));
            if (put < 0)
                return 1;
            done += put;
        }
    return got < 0;
}

int main(void)
{
    int ends[2];
    pid_t pid = pipe(ends) < 0 ? -1 : fork();
    if (pid < 0) {
        perror("carry: no pipe or no child");
        return 1;
    }
    if (pid == 0) {
        close(ends[1]); /* or the child would never see end-of-file */
        _exit(copy(ends[0], STDOUT_FILENO));
    }
    close(ends[0]);
    int failed = copy(STDIN_FILENO, ends[1]);
    close(ends[1]); /* the last write end: this is the child's end-of-file */
    int status;
    return waitpid(pid, &status, 0) < 0 || status != 0 || failed;
}
