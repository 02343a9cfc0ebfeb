/* Wrong: `ready` stays in the buffer of standard output, which is no terminal here, so nobody ever learns that the server is. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *path;

static void leave(int number)
{
    (void)number;
    unlink(path);
    _exit(0);
}

static void reply(int pid, unsigned long long first)
{
    char name[4096];
    snprintf(name, sizeof name, "%s.%d", path, pid);
    int fd = open(name, O_WRONLY | O_NONBLOCK);
    if (fd < 0)
        return;
    dprintf(fd, "%llu\n", first);
    close(fd);
}

static void serve_line(const char *line)
{
    static unsigned long long first;
    int pid = 0, count = 0, end = 0;
    if (sscanf(line, "%9d %9d%n", &pid, &count, &end) != 2 || line[end] != '\0')
        return;
    if (pid < 1 || count < 1 || count > 1000000)
        return;
    reply(pid, first);
    first += (unsigned long long)count;
}

static void take(const char *bytes, ssize_t size)
{
    static char line[512];
    static size_t length;
    for (ssize_t i = 0; i < size; i++) {
        if (bytes[i] != '\n') {
            if (length < sizeof line - 1)
                line[length++] = bytes[i];
            continue;
        }
        line[length] = '\0';
        serve_line(line);
        length = 0;
    }
}

int main(int argc, char **argv)
{
    static char buffer[4096];
    struct stat about;
    if (argc != 2) {
        fprintf(stderr, "usage: %s PATH\n", argv[0]);
        return 2;
    }
    path = argv[1];
    if (mkfifo(path, 0600) < 0 && errno != EEXIST) {
        perror("server: mkfifo");
        return 1;
    }
    if (stat(path, &about) < 0 || !S_ISFIFO(about.st_mode)) {
        fprintf(stderr, "server: not a FIFO\n");
        return 1;
    }
    signal(SIGTERM, leave);
    signal(SIGPIPE, SIG_IGN);
    int fd = open(path, O_RDWR);
    if (fd < 0) {
        perror("server: open");
        return 1;
    }
    puts("ready");
    for (;;) {
        ssize_t got = read(fd, buffer, sizeof buffer);
        if (got > 0)
            take(buffer, got);
    }
}
