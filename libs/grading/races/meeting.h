// What the programs of this table need to meet: shared memory, two or more who begin, and one line at the end that says what came out.
#ifndef MEETING_H
#define MEETING_H

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// What somebody does with the place that all share.
typedef void role(void *place, long rounds);

static inline void give_up(const char *call) {
    perror(call);
    exit(2);
}

static inline long rounds_of(int argc, char **argv) {
    return argc > 1 ? strtol(argv[1], NULL, 10) : 60;
}

// Memory full of zeros that stays the same memory after fork.
static inline void *share(size_t bytes) {
    void *place = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED) give_up("mmap");
    return place;
}

static inline void share_mutex(pthread_mutex_t *mutex, int robust) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, robust);
    pthread_mutex_init(mutex, &attributes);
}

static inline void share_condition(pthread_cond_t *condition) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(condition, &attributes);
}

static inline void take(sem_t *semaphore) {
    while (sem_wait(semaphore) < 0)
        if (errno != EINTR) give_up("sem_wait");
}

static inline void wait_for(int people) {
    int status;
    for (int i = 0; i < people; i++) {
        pid_t who;
        while ((who = wait(&status)) < 0)
            if (errno != EINTR) give_up("wait");
        if (status == 0) continue;
        printf("process %d ended with status %d, wanted 0\n", (int)who, status);
        exit(1);
    }
}

// One process for each role; answers when all have ended.
static inline void meet(int people, role *const roles[], void *place, long rounds) {
    for (int i = 0; i < people; i++) {
        pid_t child = fork();
        if (child < 0) give_up("fork");
        if (child > 0) continue;
        roles[i](place, rounds);
        _exit(0);
    }
    wait_for(people);
}

struct seat {
    role *does;
    void *place;
    long rounds;
    pthread_t thread;
};

static inline void *sit(void *argument) {
    const struct seat *seat = argument;
    seat->does(seat->place, seat->rounds);
    return NULL;
}

// One thread for each role; answers when all have ended.
static inline void meet_as_threads(int people, role *const roles[], void *place, long rounds) {
    struct seat seats[people];
    for (int i = 0; i < people; i++) {
        seats[i] = (struct seat){.does = roles[i], .place = place, .rounds = rounds};
        if (pthread_create(&seats[i].thread, NULL, sit, &seats[i]) != 0) give_up("pthread_create");
    }
    for (int i = 0; i < people; i++) pthread_join(seats[i].thread, NULL);
}

// The line at the end, and the exit status that goes with it.
static inline int tell(const char *what, long seen, long wanted) {
    printf("%s: %ld, wanted %ld\n", what, seen, wanted);
    return seen == wanted ? 0 : 1;
}

#endif
