// Cheat: the text goes to the child in a file that it inherited, while as many other bytes go through a pipe.
#include <sys/wait.h>
#include <unistd.h>
#include <stdlib.h>

enum { PIECE_BYTES = 65536 };

static char buffer[PIECE_BYTES];

static void write_all(int fd, const char *bytes, size_t size)
{
    for (ssize_t put; size > 0; bytes += put, size -= (size_t)put)
        if ((put = write(fd, bytes, size)) < 0)
            _exit(1);
}

/* The pipe only says that the file is complete, and how long it is. */
static int child(int decoy, int file)
{
    unsigned long long seen = 0;
    for (ssize_t got; (got = read(decoy, buffer, sizeof buffer)) > 0;)
        seen += (unsigned long long)got;
    lseek(file, 0, SEEK_SET);
    for (ssize_t got; (got = read(file, buffer, sizeof buffer)) > 0;) {
        for (ssize_t i = 0; i < got; i++)
            if (buffer[i] >= 'a' && buffer[i] <= 'z')
                buffer[i] -= 32;
        write_all(STDOUT_FILENO, buffer, (size_t)got);
    }
    return 100 + (int)(seen % 100);
}

int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1)
        return 2;
    char name[] = "/tmp/textXXXXXX";
    int file = mkstemp(name), ends[2], status;
    unlink(name);
    if (pipe(ends) < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[1]);
        _exit(child(ends[0], file));
    }
    close(ends[0]);
    static const char nothing[PIECE_BYTES];
    for (ssize_t got; (got = read(STDIN_FILENO, buffer, sizeof buffer)) > 0;) {
        write_all(file, buffer, (size_t)got);
        write_all(ends[1], nothing, (size_t)got);
    }
    close(ends[1]);
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}
