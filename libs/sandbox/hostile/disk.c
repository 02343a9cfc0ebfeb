// Fills a folder: with bytes, then with empty files.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    static char block[1 << 16];
    char path[256];
    if (argc != 2) return 2;
    long bytes = 0, files = 0;
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 64; i++) {
        snprintf(path, sizeof path, "%s/big%d", argv[1], i);
        int file = open(path, O_CREAT | O_WRONLY, 0600);
        for (ssize_t put; file >= 0 && (put = write(file, block, sizeof block)) > 0;) bytes += put;
        close(file);
    }
    for (int i = 0; i < 64; i++) {
        snprintf(path, sizeof path, "%s/big%d", argv[1], i);
        unlink(path);
    }
    for (;; files++) {
        snprintf(path, sizeof path, "%s/empty%ld", argv[1], files);
        int file = open(path, O_CREAT | O_WRONLY, 0600);
        if (file < 0) break;
        close(file);
    }
    printf("%ld %ld %s\n", bytes, files, strerror(errno));
    return 0;
}
