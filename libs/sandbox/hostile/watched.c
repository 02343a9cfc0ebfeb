// Stores to words of shared memory that somebody watches: watched MANNER.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096 };
static char *const elsewhere = (char *)0x600000000000;

static void insist(int holds) {
    if (!holds) exit(3);
}

static void *map(int flags, int file, off_t offset) {
    void *memory = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, flags, file, offset);
    insist(memory != MAP_FAILED);
    return memory;
}

static volatile int64_t *anonymous(void) { return map(MAP_SHARED | MAP_ANONYMOUS, -1, 0); }

static void await_children(void) {
    while (wait(NULL) > 0) continue;
}

// Two children, one after the other: five stores, then six.
static void turns(void) {
    volatile int64_t *words = anonymous();
    for (int child = 1; child <= 2; child++) {
        if (fork() == 0) {
            for (int i = 1; i <= 4 + child; i++) words[2] = 100 * child + i;
            _exit(0);
        }
        await_children();
    }
}

// The same at once.
static void race(void) {
    volatile int64_t *words = anonymous();
    for (int child = 1; child <= 2; child++)
        if (fork() == 0) {
            for (int i = 1; i <= 4 + child; i++) words[2] = words[2] + 1;
            _exit(0);
        }
    await_children();
}

// Two programs that have one object at different addresses.
static void by_name(const char *self) {
    int object = shm_open("/word", O_RDWR | O_CREAT, 0600);
    insist(object >= 0 && ftruncate(object, PAGE) == 0);
    volatile int32_t *words = map(MAP_SHARED, object, 0);
    close(object);
    words[4] = 42;
    if (fork() == 0) {
        execl(self, self, "reader", NULL);
        _exit(1);
    }
    await_children();
    words[4] = -1;
}

static void reader(void) {
    int object = shm_open("/word", O_RDWR, 0600);
    volatile int32_t *words = mmap(elsewhere, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED_NOREPLACE, object, 0);
    insist(words != MAP_FAILED);
    printf("%d\n", words[4]);
}

static void system_v(void) {
    int segment = shmget(IPC_PRIVATE, PAGE, 0600);
    char *memory = shmat(segment, NULL, 0);
    insist(memory != (char *)-1);
    if (fork() == 0) {
        *(volatile int32_t *)(memory + 8) = 7;
        _exit(0);
    }
    await_children();
    shmdt(memory);
    memory = shmat(segment, elsewhere, 0);
    *(volatile int32_t *)(memory + 8) = 8;
    shmctl(segment, IPC_RMID, NULL);
}

// The second page of a file, and later the whole of it.
static void in_file(void) {
    int file = open("/box/data", O_RDWR | O_CREAT, 0600);
    insist(file >= 0 && ftruncate(file, 3 * PAGE) == 0);
    char *page = map(MAP_SHARED, file, PAGE);
    *(volatile uint16_t *)(page + 24) = 0xbeef;
    munmap(page, PAGE);
    char *same = mmap(page, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    *(volatile uint16_t *)(same + 24) = 1;
    char *whole = mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    *(volatile uint16_t *)(whole + PAGE + 24) = 2;
    whole = mremap(whole, 3 * PAGE, 3 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, elsewhere);
    *(volatile uint16_t *)(whole + PAGE + 24) = 3;
}

static volatile int64_t *volatile shared;
static volatile int is_there;

// Runs all the time, and gets its registers nevertheless.
static void *run(void *nothing) {
    is_there = 1;
    while (!shared) continue;
    for (int i = 0; i < 2000; i++) sched_yield();
    shared[2] = 5;
    return nothing;
}

static void threads(void) {
    pthread_t thread;
    insist(pthread_create(&thread, NULL, run, NULL) == 0);
    while (!is_there) continue;
    shared = anonymous();
    insist(pthread_join(thread, NULL) == 0);
    shared[2] = 6;
}

// A child loads what its parent stored; once it is told so by a pipe.
static void loads(void) {
    volatile int64_t *words = anonymous();
    int ends[2];
    char byte = 0;
    insist(pipe(ends) == 0);
    if (fork() == 0) {
        insist(read(ends[0], &byte, 1) == 1);
        _exit(words[2] == 99 ? 0 : 1);
    }
    words[2] = 99;
    insist(write(ends[1], &byte, 1) == 1);
    await_children();
}

static void store_elsewhere(void) {
    volatile int64_t *words = mmap(elsewhere, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    insist(words != MAP_FAILED);
    words[2] = 1;
}

static volatile sig_atomic_t traps;

static void count_trap(int number) {
    (void)number;
    traps++;
}

static void trap(void) {
    volatile int64_t *words = anonymous();
    signal(SIGTRAP, count_trap);
    words[2] = 1;
    raise(SIGTRAP);
#ifdef __x86_64__
    __asm__("int3");
#endif
    words[2] = 2;
    printf("traps %d\n", (int)traps);
}

static void four(void) {
    volatile char *bytes = (volatile char *)anonymous();
    *(volatile int64_t *)bytes = 1;
    *(volatile int32_t *)(bytes + 8) = 2;
    *(volatile int16_t *)(bytes + 12) = 3;
    bytes[17] = 4;
    bytes[16] = bytes[18] = 5;
}

static void hot(void) {
    volatile int64_t *words = anonymous();
    for (int i = 0; i < 30000; i++) words[2]++;
}

// The kernel stores to the word for a call.
static void by_call(void) {
    volatile int64_t *words = anonymous();
    int ends[2];
    insist(pipe(ends) == 0 && write(ends[1], "abcdefgh", 8) == 8 && read(ends[0], (void *)&words[2], 8) == 8);
    words[2] = 1;
}

int main(int count, char **words) {
    const char *manner = count > 1 ? words[1] : "";
    if (strcmp(manner, "turns") == 0) turns();
    else if (strcmp(manner, "race") == 0) race();
    else if (strcmp(manner, "name") == 0) by_name(words[0]);
    else if (strcmp(manner, "reader") == 0) reader();
    else if (strcmp(manner, "system-v") == 0) system_v();
    else if (strcmp(manner, "file") == 0) in_file();
    else if (strcmp(manner, "threads") == 0) threads();
    else if (strcmp(manner, "loads") == 0) loads();
    else if (strcmp(manner, "trap") == 0) trap();
    else if (strcmp(manner, "four") == 0) four();
    else if (strcmp(manner, "hot") == 0) hot();
    else if (strcmp(manner, "call") == 0) by_call();
    else if (strcmp(manner, "exec") == 0) {
        store_elsewhere();
        execl(words[0], words[0], "executed", NULL);
    } else if (strcmp(manner, "executed") == 0) store_elsewhere();
    else return 2;
    return 0;
}
