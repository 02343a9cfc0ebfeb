/* append: a lock on the whole file is held while the end is looked up and the record is written there. */
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

/* Gets or gives up the lock on the whole file, and waits for it as long as it takes. */
static int set_lock(int fd, short type)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET};
    while (fcntl(fd, F_SETLKW, &lock) < 0)
        if (errno != EINTR)
            return -1;
    return 0;
}

static int append(int fd, char id, long sequence)
{
    char record[RECORD];
    make_record(record, id, sequence);
    if (set_lock(fd, F_WRLCK) < 0)
        return -1;
    if (lseek(fd, 0, SEEK_END) < 0 || write_all(fd, record, sizeof record) < 0)
        return -1;
    return set_lock(fd, F_UNLCK);
}

int main(int argc, char **argv)
{
    long count = argc == 4 ? number(argv[3]) : 0;
    if (count == 0 || strlen(argv[2]) != 1 || argv[2][0] < 'a' || argv[2][0] > 'z') {
        fprintf(stderr, "usage: %s FILE ID COUNT (ID a to z, COUNT 1 to %d)\n", argv[0], MOST);
        return 2;
    }
    int fd = open(argv[1], O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) {
        fprintf(stderr, "append: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    for (long next = 1; next <= count; next++)
        if (append(fd, argv[2][0], next) < 0) {
            fprintf(stderr, "append: %s: %s\n", argv[1], strerror(errno));
            return 1;
        }
    if (close(fd) < 0) {
        fprintf(stderr, "append: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    return 0;
}
