// What happens to programs whose turns a seed decides. usage: turns MANNER
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct place {
    _Atomic int flag, locks[2];
    _Atomic long sum;
    volatile long counter;
};

static struct place *place;

static void need(bool holds, const char *what) {
    if (holds) return;
    printf("failed: %s (%s)\n", what, strerror(errno));
    exit(1);
}

static pid_t start(void (*role)(int), int number) {
    fflush(stdout);
    pid_t child = fork();
    need(child >= 0, "fork");
    if (child > 0) return child;
    role(number);
    _exit(0);
}

static void collect(int count) {
    for (int i = 0; i < count; i++) need(wait(NULL) > 0, "wait");
}

static void counts(int number) {
    (void)number;
    for (int i = 0; i < 10; i++) place->counter = place->counter + 1;
}

static void waits_for_flag(int number) {
    (void)number;
    while (!atomic_load(&place->flag)) continue;
}

static void yields_for_flag(int number) {
    (void)number;
    while (!atomic_load(&place->flag)) sched_yield();
}

// Each has what the other one waits for.
static void takes_both(int number) {
    while (atomic_exchange(&place->locks[number], 1)) continue;
    atomic_fetch_add(&place->sum, 1);
    while (atomic_load(&place->sum) < 2) continue;
    while (atomic_exchange(&place->locks[1 - number], 1)) continue;
}

// Long, and all of it in one word of memory that no register ever holds.
static void computes(int number) {
    (void)number;
    volatile unsigned char done = 0;
    volatile unsigned rounds = 0;
    while (!done) {
#ifdef __x86_64__
        __asm__ volatile("incl %0" : "+m"(rounds)::"cc");
        if (rounds == 9000) done = 1;
#else
        if (++rounds == 9000) done = 1;
#endif
    }
}

static void sleeps(int number) {
    struct timespec span = {.tv_sec = 20 * (number + 1)};
    need(nanosleep(&span, NULL) == 0, "nanosleep");
    printf("%d\n", number);
    fflush(stdout);
}

static void sleeps_until(int number) {
    struct timespec when;
    clock_gettime(CLOCK_MONOTONIC, &when);
    when.tv_sec += 30 * (number + 1);
    need(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL) == 0, "clock_nanosleep");
    printf("%d\n", number);
    fflush(stdout);
}

static void handle(int signal) {
    (void)signal;
    atomic_store(&place->flag, 1);
}

// Spins until a timer rings: that is no circle, for it has an end.
static void spins_until_alarm(int number) {
    signal(SIGALRM, handle);
    alarm(1);
    waits_for_flag(number);
}

// Nobody inside can end it, but somebody outside can.
static void spins_until_told(int number) {
    signal(SIGTERM, handle);
    waits_for_flag(number);
}

static void sleeps_until_told(int number) {
    (void)number;
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    signal(SIGTERM, handle);
    sigprocmask(SIG_BLOCK, &term, &before);
    while (!atomic_load(&place->flag)) sigsuspend(&before);
}

static void *add(void *lock) {
    for (int i = 0; i < 10; i++) {
        pthread_mutex_lock(lock);
        place->counter = place->counter + 1;
        pthread_mutex_unlock(lock);
    }
    return NULL;
}

static void threads(void) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_t all[3];
    for (int i = 0; i < 3; i++) need(pthread_create(&all[i], NULL, add, &lock) == 0, "pthread_create");
    for (int i = 0; i < 3; i++) pthread_join(all[i], NULL);
    printf("%ld\n", place->counter);
}

static void *waits_twice(void *lock) {
    pthread_mutex_lock(lock);
    pthread_mutex_lock(lock);
    return NULL;
}

static void stuck_threads(void) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_t all[2];
    for (int i = 0; i < 2; i++) need(pthread_create(&all[i], NULL, waits_twice, &lock) == 0, "pthread_create");
    pthread_exit(NULL);
}

static void signals(void) {
    signal(SIGUSR1, handle);
    pid_t child = start(sleeps, 0);
    kill(child, SIGSTOP);
    need(waitpid(child, NULL, WUNTRACED) == child, "stop");
    kill(child, SIGCONT);
    kill(getpid(), SIGUSR1);
    waits_for_flag(0);
    collect(1);
}

int main(int count, char **words) {
    need(count == 2, "a manner");
    const char *manner = words[1];
    place = mmap(NULL, sizeof *place, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    need(place != MAP_FAILED, "mmap");
    static const struct {
        const char *name;
        void (*first)(int), (*second)(int);
    } pairs[] = {
        {"counts", counts, counts},         {"spins", waits_for_flag, NULL},     {"yields", yields_for_flag, NULL},
        {"both-spin", waits_for_flag, yields_for_flag}, {"two-locks", takes_both, takes_both}, {"computes", computes, NULL},
        {"sleeps", sleeps, sleeps},         {"sleeps-until", sleeps_until, sleeps_until}, {"alarm", spins_until_alarm, NULL},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (strcmp(pairs[i].name, manner) != 0) continue;
        start(pairs[i].first, 0);
        if (pairs[i].second) start(pairs[i].second, 1);
        collect(pairs[i].second ? 2 : 1);
        if (strcmp(manner, "counts") == 0) printf("%ld\n", place->counter);
        return 0;
    }
    if (strcmp(manner, "told-spinning") == 0) spins_until_told(0);
    else if (strcmp(manner, "told-sleeping") == 0) sleeps_until_told(0);
    else if (strcmp(manner, "threads") == 0) threads();
    else if (strcmp(manner, "stuck-threads") == 0) stuck_threads();
    else if (strcmp(manner, "signals") == 0) signals();
    else need(false, manner);
}
