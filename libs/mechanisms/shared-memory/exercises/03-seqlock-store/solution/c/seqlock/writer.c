// Obeys lines: set TOKEN replaces the record, remove takes everything away.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include "store.h"

static int is_token(const char *text, size_t length) {
    return length == TOKEN_BYTES && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789") >= TOKEN_BYTES;
}

int main(int argc, char **argv) {
    char line[256];
    if (argc != 2) return fprintf(stderr, "usage: writer NAME\n"), 2;
    struct store *store = store_make(argv[1]);
    if (store == NULL) return perror(argv[1]), 1;
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, "remove") == 0) return shm_unlink(argv[1]), 0;
        if (strncmp(line, "set ", 4) != 0 || !is_token(line + 4, strlen(line + 4))) {
            fprintf(stderr, "what is \"%s\"?\n", line);
            return 1;
        }
        if (store_set(store, line + 4) < 0) return fprintf(stderr, "the lock is lost\n"), 1;
        printf("done %s\n", line + 4);
        fflush(stdout);
    }
    return 0;
}
