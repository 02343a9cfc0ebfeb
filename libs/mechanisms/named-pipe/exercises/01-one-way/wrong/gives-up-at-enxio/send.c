/* Wrong: O_NONBLOCK keeps open from waiting, and ENXIO, which says that nobody reads yet, ends the program. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    static char buffer[65536];
    struct stat about;
    if (argc != 2) {
        fprintf(stderr, "usage: %s PATH < input\n", argv[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    if (mkfifo(argv[1], 0600) < 0 && errno != EEXIST) {
        perror("send: mkfifo");
        return 1;
    }
    int fifo = open(argv[1], O_WRONLY | O_NONBLOCK);
    if (fifo < 0 || fstat(fifo, &about) < 0) {
        perror("send: open");
        return 1;
    }
    if (!S_ISFIFO(about.st_mode)) {
        fprintf(stderr, "send: not a FIFO\n");
        return 1;
    }
    ssize_t got;
    while ((got = read(STDIN_FILENO, buffer, sizeof buffer)) > 0) {
        for (ssize_t sent = 0, put; sent < got; sent += put) {
            put = write(fifo, buffer + sent, (size_t)(got - sent));
            if (put < 0) {
                perror("send: the receiver is gone");
                return errno == EPIPE ? 3 : 1;
            }
        }
    }
    return got < 0;
}
