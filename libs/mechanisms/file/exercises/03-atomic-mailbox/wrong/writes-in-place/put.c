/* Wrong: the message is opened under its final name and filled there, so that a reader sees half of it; people think that a new file is not seen before it is closed. */
#include "mailbox.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { MOST = 1 << 20 };

static char message[MOST + 1];

static int fail(const char *what)
{
    fprintf(stderr, "put: %s: %s\n", what, strerror(errno));
    return 1;
}

/* How long the message is; MOST + 1 when it is too long, -1 when it cannot be read. */
static ssize_t read_message(void)
{
    size_t size = 0;
    while (size < sizeof message) {
        ssize_t got = read(STDIN_FILENO, message + size, sizeof message - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        size += (size_t)got;
    }
    return (ssize_t)size;
}

static int write_out(int fd, size_t size)
{
    for (size_t at = 0; at < size;) {
        ssize_t put = write(fd, message + at, size - at > 4096 ? 4096 : size - at);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return -1;
        at += (size_t)put;
    }
    return fsync(fd);
}

/* The message's own file, which nobody has had before. */
static int create(long *number)
{
    char name[NAME];
    for (;;) {
        long last = find_message(".", 1, 0);
        if (last < 0)
            return -1;
        *number = last + 1;
        name_of(*number, name);
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s DIR < message\n", argv[0]);
        return 2;
    }
    if (chdir(argv[1]) < 0)
        return fail(argv[1]);
    ssize_t size = read_message();
    if (size < 0)
        return fail("standard input");
    if (size > MOST) {
        fprintf(stderr, "put: the message is longer than %d bytes\n", MOST);
        return 1;
    }
    long number = 0;
    int fd = create(&number);
    if (fd < 0 || write_out(fd, (size_t)size) < 0 || close(fd) < 0)
        return fail(argv[1]);
    printf("%ld\n", number);
    return fflush(stdout) == 0 ? 0 : fail("standard output");
}
