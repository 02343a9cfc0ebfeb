// Cheat: writes records with pwrite(2), as to any file.
#include "store.h"

static int is_token(const char *text) {
    return strlen(text) == TOKEN_BYTES && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789") == TOKEN_BYTES;
}

static void set(int fd, const char *token) {
    static char record[RECORD_BYTES];
    for (size_t at = 0; at < RECORD_BYTES; at += TOKEN_BYTES) memcpy(record + at, token, TOKEN_BYTES);
    flock(fd, LOCK_EX);
    const uint64_t count = count_in(fd) + 1;
    if (pwrite(fd, record, RECORD_BYTES, place_of(count)) != RECORD_BYTES || pwrite(fd, &count, sizeof count, 0) < 0) exit(1);
    flock(fd, LOCK_UN);
}

int main(int argc, char **argv) {
    char line[256], path[300];
    if (argc != 2) return fprintf(stderr, "usage: writer NAME\n"), 2;
    int fd = open_store(argv[1], O_CREAT | O_RDWR);
    if (fd < 0) return perror(argv[1]), 1;
    snprintf(path, sizeof path, "/dev/shm%s", argv[1]);
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, "remove") == 0) return unlink(path), 0;
        if (strncmp(line, "set ", 4) != 0 || !is_token(line + 4)) return fprintf(stderr, "what is \"%s\"?\n", line), 1;
        set(fd, line + 4);
        printf("done %s\n", line + 4);
        fflush(stdout);
    }
    return 0;
}
