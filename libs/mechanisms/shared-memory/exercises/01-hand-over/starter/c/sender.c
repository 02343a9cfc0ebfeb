/*
 * sender NAME: hands what it reads to the receiver, in the shared-memory object NAME.
 *
 * Reading is done. What lies in the object, and who tells whom what, is yours.
 */
#include <stdio.h>
#include <unistd.h>

enum { BYTES_MAX = 65536 };

static unsigned char input[BYTES_MAX + 1];

/* All of standard input, or one byte more than may be sent. */
static size_t read_all(void)
{
    size_t length = 0;
    ssize_t n;
    while (length < sizeof input && (n = read(0, input + length, sizeof input - length)) > 0)
        length += (size_t)n;
    return length;
}

/* Make the object, fill it, say so, wait until the bytes were taken, and clear up. Returns the exit status. */
static int hand_over(const char *name, size_t length)
{
    fprintf(stderr, "sender: %zu bytes would go into %s\n", length, name);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: sender NAME\n");
        return 2;
    }
    size_t length = read_all();
    if (length > BYTES_MAX) {
        fprintf(stderr, "sender: more than %d bytes\n", BYTES_MAX);
        return 1;
    }
    return hand_over(argv[1], length);
}
