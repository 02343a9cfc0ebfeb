// Lines on semaphores: of System V, with names, and in shared memory.
#include "play.h"
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sem.h>

enum { SET_KEY = 88, SET_SIZE = 2, MAX_NAMED = 8 };

static sem_t *named[MAX_NAMED];

// Only a set that is known to be new is known to hold zeros.
static int get_set(void) {
    int id = semget(SET_KEY, SET_SIZE, IPC_CREAT | IPC_EXCL | 0600);
    return id >= 0 ? id : semget(SET_KEY, SET_SIZE, 0600);
}

// `semop UNDO NUMBER CHANGE [NUMBER CHANGE]`: all at once.
static void change_set(const struct line *line) {
    struct sembuf changes[SET_SIZE];
    size_t count = 0;
    for (int at = 2; at + 1 < MAX_WORDS && line->words[at] && count < SET_SIZE; at += 2)
        changes[count++] = (struct sembuf){(unsigned short)number(line, at), (short)number(line, at + 1), number(line, 1) ? SEM_UNDO : 0};
    int id = get_set(), result;
    do result = semop(id, changes, count);
    while (result != 0 && errno == EINTR);
    check(result == 0, line);
}

static void await_semaphore(sem_t *semaphore, const struct line *line) {
    int result;
    do result = sem_wait(semaphore);
    while (result != 0 && errno == EINTR);
    check(result == 0, line);
}

bool play_semaphores(const struct line *line) {
    const char *name = line->words[1];
    if (is(line, "semop")) {
        change_set(line);
    } else if (is(line, "semopen")) {
        sem_t *semaphore = sem_open(name, O_CREAT, 0600, 0);
        check(semaphore != SEM_FAILED, line);
        named[atoi(name + 2)] = semaphore;
    } else if (is(line, "sempost")) {
        check(sem_post(named[atoi(name + 2)]) == 0, line);
    } else if (is(line, "semwait")) {
        await_semaphore(named[atoi(name + 2)], line);
    } else if (is(line, "meminit")) {
        check(sem_init((sem_t *)(place(line, 1) + number(line, 2)), 1, 0) == 0, line);
    } else if (is(line, "mempost")) {
        check(sem_post((sem_t *)(place(line, 1) + number(line, 2))) == 0, line);
    } else if (is(line, "memwait")) {
        await_semaphore((sem_t *)(place(line, 1) + number(line, 2)), line);
    } else {
        return false;
    }
    return true;
}
