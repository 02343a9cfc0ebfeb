// Three processes put and two get, instruction by instruction in an order that a seed decides. Only an item that is wrong counts: in slow
// motion every time limit passes.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "ring.h"

enum { PUTTERS = 3, GETTERS = 2, EACH = 2, ITEMS = PUTTERS * EACH, WAIT_MS = 3000, TORN = 100, UNKNOWN = 101, TIMED_OUT = 1 };

struct table {
    struct ring ring;
    unsigned char seen[GETTERS][ITEMS];
};

static void putting(struct table *table, int me) {
    unsigned char item[16];
    for (int i = 0; i < EACH; i++) {
        memset(item, 1 + me * EACH + i, sizeof item);
        if (ring_put(&table->ring, item, sizeof item, WAIT_MS) < 0) _exit(TIMED_OUT);
    }
}

static void getting(struct table *table, int me) {
    unsigned char item[64];
    for (int i = 0; i < ITEMS / GETTERS; i++) {
        int bytes = ring_get(&table->ring, item, sizeof item, WAIT_MS);
        if (bytes < 0) _exit(TIMED_OUT);
        if (bytes != 16 || item[0] < 1 || item[0] > ITEMS) _exit(UNKNOWN);
        if (memcmp(item, item + 1, 15) != 0) _exit(TORN);
        table->seen[me][item[0] - 1]++;
    }
}

int main(int argc, char **argv) {
    int worst = 0, status;
    if (argc != 2) return 2;
    void *memory = mmap(NULL, sizeof(struct table), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct table *table = (struct table *)memory;
    if (memory == MAP_FAILED || ring_init(&table->ring) != 0) return 2;
    for (int i = 0; i < PUTTERS + GETTERS; i++)
        if (fork() == 0) {
            if (i < PUTTERS) putting(table, i);
            else getting(table, i - PUTTERS);
            _exit(0);
        }
    while (wait(&status) > 0) {
        const int code = WIFEXITED(status) ? WEXITSTATUS(status) : UNKNOWN;
        if (code > worst) worst = code;
    }
    for (int i = 0; i < ITEMS && (worst == 0 || worst == TIMED_OUT); i++)
        if (table->seen[0][i] + table->seen[1][i] > 1) {
            printf("twice %d\n", i);
            return 1;
        }
    if (worst == TORN || worst == UNKNOWN) {
        puts(worst == TORN ? "torn" : "unknown");
        return 1;
    }
    printf("no item was wrong %s\n", argv[1]);
    return 0;
}
