// One after the other: eight items of several lengths go in, no ninth, and they come out as they were put.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include "ring.h"

static const size_t lengths[8] = {1, 2, 63, 64, 17, 5, 32, 64};

static void tell(const char *what, long one, long two) {
    printf("%s %ld %ld\n", what, one, two);
    fflush(stdout);
    _Exit(1);
}

static long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000L + now.tv_nsec / 1000000L;
}

static void fill(unsigned char *item, size_t bytes, int number) {
    for (size_t i = 0; i < bytes; i++) item[i] = (unsigned char)(31 * number + (int)i);
}

static void put_eight(struct ring *r, int wait_ms) {
    unsigned char item[64];
    for (int i = 0; i < 8; i++) {
        fill(item, lengths[i], i);
        if (ring_put(r, item, lengths[i], wait_ms) != 0) tell("not-put", i + 1, errno);
    }
}

static void get_eight(struct ring *r, int wait_ms) {
    unsigned char item[64], wanted[64];
    for (int i = 0; i < 8; i++) {
        int bytes = ring_get(r, item, sizeof item, wait_ms);
        if (bytes < 0) tell("not-got", i + 1, errno);
        if (bytes != (int)lengths[i]) tell("length", bytes, (long)lengths[i]);
        fill(wanted, lengths[i], i);
        if (memcmp(item, wanted, lengths[i]) != 0) tell("bytes", i + 1, bytes);
    }
}

static void must_time_out(int answer, const char *what, long began) {
    const int error = errno;
    const long took = now_ms() - began;
    if (answer >= 0) tell(what, answer, took);
    if (error != ETIMEDOUT) tell("errno", error, ETIMEDOUT);
    if (took < 150 || took > 2000) tell("waited", took, 200);
}

int main(int argc, char **argv) {
    unsigned char item[65] = {0};
    if (sizeof(struct ring) > 4096) tell("too-big", (long)sizeof(struct ring), 4096);
    void *memory = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct ring *r = (struct ring *)memory;
    if (memory == MAP_FAILED || argc != 2) return 2;
    if (ring_init(r) != 0) tell("init", errno, 0);
    for (int round = 0; round < 3; round++) {
        put_eight(r, round == 1 ? 0 : 1000);
        if (round == 0) {
            long began = now_ms();
            must_time_out(ring_put(r, item, 1, 200), "ninth", began);
        } else if (ring_put(r, item, 1, 0) == 0) tell("ninth", 0, 0);
        get_eight(r, round == 2 ? -1 : 0);
        if (round == 0) {
            long began = now_ms();
            must_time_out(ring_get(r, item, 64, 200), "out-of-nothing", began);
        } else if (ring_get(r, item, 64, 0) >= 0) tell("out-of-nothing", 0, 0);
    }
    if (ring_put(r, item, 0, 0) == 0 || errno != EINVAL) tell("empty-item", 0, errno);
    if (ring_put(r, item, 65, 0) == 0 || errno != EINVAL) tell("long-item", 65, errno);
    printf("all as promised %s\n", argv[1]);
    return 0;
}
