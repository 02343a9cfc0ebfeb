// watch-record BEGINNING MILLISECONDS: looks into the objects in /dev/shm whose names begin so, until the bytes that it was given on standard
// input lie in one of them in one piece, and says so.
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static unsigned char wanted[65536], found[1 << 21];

static size_t read_all(int fd, unsigned char *to, size_t most) {
    size_t length = 0;
    for (ssize_t n; length < most && (n = read(fd, to + length, most - length)) > 0;) length += (size_t)n;
    return length;
}

static int lies_in(int folder, const char *name, size_t bytes) {
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) return 0;
    const size_t length = read_all(fd, found, sizeof found);
    close(fd);
    return memmem(found, length, wanted, bytes) != NULL;
}

static int lies_anywhere(const char *beginning, size_t bytes) {
    int seen = 0;
    DIR *folder = opendir("/dev/shm");
    if (folder == NULL) return 0;
    for (struct dirent *entry; !seen && (entry = readdir(folder)) != NULL;)
        if (strncmp(entry->d_name, beginning, strlen(beginning)) == 0) seen = lies_in(dirfd(folder), entry->d_name, bytes);
    closedir(folder);
    return seen;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    const size_t bytes = read_all(0, wanted, sizeof wanted);
    alarm(20);
    for (int i = atoi(argv[2]) / 5; i > 0; i--) {
        if (lies_anywhere(argv[1], bytes)) return puts("lies there"), 0;
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
    puts("was never there");
    return 0;
}
