/* Wrong: SIGPIPE is left at its default, which kills without a word; people test the result of write and never see it. */
#include <errno.h>
#include <fcntl.h>
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
    if (mkfifo(argv[1], 0600) < 0 && errno != EEXIST) {
        perror("send: mkfifo");
        return 1;
    }
    int fifo = open(argv[1], O_WRONLY);
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
