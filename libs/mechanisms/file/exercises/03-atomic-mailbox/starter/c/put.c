/* put DIR: publishes the message on standard input as DIR/msg.SEQ. Many run at the same time. The frame stands; publishing is yours. */
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
    /* From the first moment that msg.SEQ is there it has to be whole. What do you call it until then? */
    fprintf(stderr, "put: nothing is published yet\n");
    return 1;
}
