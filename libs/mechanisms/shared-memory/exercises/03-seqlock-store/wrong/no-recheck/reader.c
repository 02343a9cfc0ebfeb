// Wrong: makes sure that nobody is writing, then prints straight from the memory to save a copy, and never looks at the version again.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include "store.h"

static int write_all(const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t n = write(1, bytes, length);
        if (n < 0 && errno != EINTR) return -1;
        if (n > 0) {
            bytes += n;
            length -= (size_t)n;
        }
    }
    return 0;
}

int main(int argc, char **argv) {
    static char latest[RECORD_BYTES];
    struct store *store = NULL;
    if (argc != 3) return fprintf(stderr, "usage: reader NAME COUNT\n"), 2;
    const long count = strtol(argv[2], NULL, 10);
    for (long i = 0; i < count; i++) {
        const long long since_ms = now_ms();
        while (store == NULL && (store = store_find(argv[1])) == NULL) {
            if (now_ms() - since_ms >= 2000) return fprintf(stderr, "no record\n"), 4;
            nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
        }
        if (store_get(store, latest, since_ms) < 0) return fprintf(stderr, "no whole record\n"), 4;
        if (write_all(store->record, RECORD_BYTES) < 0 || write_all("\n", 1) < 0) return perror("write"), 1;
    }
    return 0;
}
