/*
 * kitchen: two threads of one process cook, and the plates leave the process through one pipe.
 *
 * Threads share all memory: nothing between them crosses the kernel but their sleeps. The pipe shows which thread wrote.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ, WRITE, PLATE_BYTES = 8 };

static int window[2];

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void *cook(void *dish)
{
    char plate[PLATE_BYTES] = {0};
    strncpy(plate, dish, sizeof plate - 1);
    if (write(window[WRITE], plate, sizeof plate) != (ssize_t)sizeof plate) /* small writes are whole: pipe(7), PIPE_BUF */
        fail("kitchen: write");
    return NULL;
}

static int serve(void)
{
    char plate[PLATE_BYTES];
    close(window[WRITE]);
    while (read(window[READ], plate, sizeof plate) == (ssize_t)sizeof plate)
        printf("served: %s\n", plate);
    return 0;
}

int main(void)
{
    static char *const dishes[] = {"soup", "salad"};
    if (pipe(window) < 0)
        fail("kitchen: pipe");
    pid_t waiter = fork(); /* before there are threads: fork copies only the one that calls it */
    if (waiter == 0)
        return serve();
    for (size_t i = 0; i < sizeof dishes / sizeof dishes[0]; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, cook, dishes[i]) != 0)
            fail("kitchen: pthread_create");
        pthread_join(thread, NULL);
    }
    close(window[WRITE]);
    int status;
    if (waiter < 0 || waitpid(waiter, &status, 0) < 0)
        fail("kitchen: waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
