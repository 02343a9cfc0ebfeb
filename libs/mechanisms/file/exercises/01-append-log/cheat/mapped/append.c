/* Maps the file and puts its records there under a lock: the right bytes in the right file, and nothing was written or appended. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
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

static int append(int fd, char id, long sequence)
{
    struct stat found;
    int status = -1;
    flock(fd, LOCK_EX);
    if (fstat(fd, &found) == 0 && ftruncate(fd, found.st_size + RECORD) == 0) {
        char *all = mmap(NULL, (size_t)found.st_size + RECORD, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (all != MAP_FAILED) {
            make_record(all + found.st_size, id, sequence);
            munmap(all, (size_t)found.st_size + RECORD);
            status = 0;
        }
    }
    flock(fd, LOCK_UN);
    return status;
}

int main(int argc, char **argv)
{
    long count = argc == 4 ? number(argv[3]) : 0;
    if (count == 0 || strlen(argv[2]) != 1 || argv[2][0] < 'a' || argv[2][0] > 'z') {
        fprintf(stderr, "usage: %s FILE ID COUNT (ID a to z, COUNT 1 to %d)\n", argv[0], MOST);
        return 2;
    }
    int fd = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0644);
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
