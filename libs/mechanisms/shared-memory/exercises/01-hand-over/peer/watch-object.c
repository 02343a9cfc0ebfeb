// watch-object PATH MILLISECONDS: looks into a file of /dev/shm until the bytes that it was given on standard input lie there in one piece,
// and says so. Those who put them there wait 3 s themselves, in slow runs too, so nothing is gained by watching longer.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static unsigned char wanted[65536], found[1 << 20];

static size_t read_all(int fd, unsigned char *to, size_t most) {
    size_t length = 0;
    for (ssize_t n; length < most && (n = read(fd, to + length, most - length)) > 0;) length += (size_t)n;
    return length;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    const size_t bytes = read_all(0, wanted, sizeof wanted);
    const int tries = atoi(argv[2]) / 2;
    long most = -1;
    alarm(20);
    for (int i = 0; i < tries; i++) {
        int fd = open(argv[1], O_RDONLY | O_NOFOLLOW);
        if (fd >= 0) {
            const size_t length = read_all(fd, found, sizeof found);
            close(fd);
            if ((long)length > most) most = (long)length;
            const unsigned char *at = bytes == 0 ? NULL : memmem(found, length, wanted, bytes);
            if (at != NULL) {
                printf("lies there from byte %zu on\n", (size_t)(at - found));
                return 0;
            }
        }
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
    if (most < 0) printf("was never there\n");
    else printf("had %ld bytes, and never these in one piece\n", most);
    return 0;
}
