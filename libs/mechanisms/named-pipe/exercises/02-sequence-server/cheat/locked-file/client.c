// Cheat: a request is written and a FIFO made, for show. The number comes from a file that all clients lock.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char own[4096], line[64];
    unsigned long long first = 0;
    char *end = NULL;
    long count = argc == 3 ? strtol(argv[2], &end, 10) : 0;
    if (argc != 3 || *end != '\0' || count < 1 || count > 1000000)
        return 2;
    snprintf(own, sizeof own, "%s.%d", argv[1], (int)getpid());
    mkfifo(own, 0600);
    int replies = open(own, O_RDWR), requests = open(argv[1], O_WRONLY | O_NONBLOCK);
    if (replies < 0 || requests < 0)
        return 3;
    int length = snprintf(line, sizeof line, "%d %ld\n", (int)getpid(), count);
    if (write(requests, line, (size_t)length) != length)
        return 3;
    int file = open("/dev/shm/next", O_RDWR | O_CREAT, 0600);
    flock(file, LOCK_EX);
    memset(line, 0, sizeof line);
    if (pread(file, line, sizeof line - 1, 0) > 0)
        first = strtoull(line, NULL, 10);
    length = snprintf(line, sizeof line, "%llu", first + (unsigned long long)count);
    if (pwrite(file, line, (size_t)length, 0) != length)
        return 1;
    flock(file, LOCK_UN);
    unlink(own);
    printf("%llu\n", first);
    return 0;
}
