/* Wrong: head, body and newline are three writes, and O_APPEND keeps each of them whole, not the three together; people take O_APPEND for a lock. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RECORD = 50, MOST = 100000 };

/* The number of records, or 0 when the text is none. */
static long number(const char *text)
{
    char *end;
    long value = strtol(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && *end == 0 && value >= 1 && value <= MOST ? value : 0;
}

static void make_record(char *to, char id, long sequence)
{
    char text[RECORD + 1];
    int head = snprintf(text, sizeof text, "%c:%06ld:", id, sequence);
    memset(text + head, id, 40);
    text[RECORD - 1] = '\n';
    memcpy(to, text, RECORD);
}

static int write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return -1;
        bytes += put;
        size -= (size_t)put;
    }
    return 0;
}

int main(int argc, char **argv)
{
    long count = argc == 4 ? number(argv[3]) : 0;
    if (count == 0 || strlen(argv[2]) != 1 || argv[2][0] < 'a' || argv[2][0] > 'z') {
        fprintf(stderr, "usage: %s FILE ID COUNT (ID a to z, COUNT 1 to %d)\n", argv[0], MOST);
        return 2;
    }
    int fd = open(argv[1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (fd < 0) {
        fprintf(stderr, "append: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    for (long next = 1; next <= count; next++) {
        char record[RECORD];
        make_record(record, argv[2][0], next);
        if (write_all(fd, record, 9) < 0 || write_all(fd, record + 9, 40) < 0 || write_all(fd, "\n", 1) < 0) {
            fprintf(stderr, "append: %s: %s\n", argv[1], strerror(errno));
            return 1;
        }
    }
    if (close(fd) < 0) {
        fprintf(stderr, "append: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    return 0;
}
