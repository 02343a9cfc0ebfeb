// Three threads put and two get; every item has to come out once. They begin together at an empty ring, ten times: what orders them later
// on, such as a full ring, would hide that nothing else does.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "ring.h"

enum { ROUNDS = 10, PUTTERS = 3, GETTERS = 2, PEOPLE = PUTTERS + GETTERS, EACH = 100, ITEMS = PUTTERS * EACH, WAIT_MS = 3000 };

struct item {
    int putter, number;
    unsigned char filling[56];
};

struct round {
    struct ring ring;
    pthread_barrier_t start;
    unsigned char seen[GETTERS][ITEMS];
};

struct person {
    struct round *round;
    int number;
    pthread_t thread;
};

static struct round rounds[ROUNDS];

static void fail(const char *what) {
    printf("%s\n", what);
    fflush(stdout);
    _Exit(0);
}

static void *putting(void *argument) {
    const struct person *me = (const struct person *)argument;
    struct item item;
    item.putter = me->number;
    pthread_barrier_wait(&me->round->start);
    for (item.number = 0; item.number < EACH; item.number++) {
        memset(item.filling, item.number, sizeof item.filling);
        if (ring_put(&me->round->ring, &item, sizeof item, WAIT_MS) < 0) fail("not-put");
    }
    return NULL;
}

static void *getting(void *argument) {
    const struct person *me = (const struct person *)argument;
    pthread_barrier_wait(&me->round->start);
    for (int i = 0; i < ITEMS / GETTERS; i++) {
        struct item item = {-1, -1, {0}};
        if (ring_get(&me->round->ring, &item, sizeof item, WAIT_MS) != (int)sizeof item) fail("not-got");
        if (item.putter < 0 || item.putter >= PUTTERS || item.number < 0 || item.number >= EACH) fail("unknown");
        if (item.filling[55] != item.number) fail("torn");
        me->round->seen[me->number][item.putter * EACH + item.number]++;
    }
    return NULL;
}

static void play(struct round *round) {
    struct person people[PEOPLE];
    if (ring_init(&round->ring) < 0) fail("init");
    pthread_barrier_init(&round->start, NULL, PEOPLE);
    for (int i = 0; i < PEOPLE; i++) {
        people[i].round = round;
        people[i].number = i < PUTTERS ? i : i - PUTTERS;
        pthread_create(&people[i].thread, NULL, i < PUTTERS ? putting : getting, &people[i]);
    }
    for (int i = 0; i < PEOPLE; i++) pthread_join(people[i].thread, NULL);
    for (int i = 0; i < ITEMS; i++)
        if (round->seen[0][i] + round->seen[1][i] != 1) fail("not-once");
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    for (int i = 0; i < ROUNDS; i++) play(&rounds[i]);
    printf("each item once %s\n", argv[1]);
    return 0;
}
