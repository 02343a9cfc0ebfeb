/* reaper K [MS]: a thread for each child waits for it. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 500 };
static pthread_mutex_t output = PTHREAD_MUTEX_INITIALIZER;
static pid_t children[MOST];

static void *collect(void *argument)
{
    long number = (long)argument;
    int status;
    pid_t got;
    /* The lock is not held while we wait, so two that end together may be told in either order. */
    do
        got = waitpid(children[number], &status, 0);
    while (got < 0 && errno == EINTR);
    pthread_mutex_lock(&output);
    if (WIFSIGNALED(status))
        printf("child %ld killed %d\n", number, WTERMSIG(status));
    else
        printf("child %ld exited %d\n", number, WEXITSTATUS(status));
    fflush(stdout);
    pthread_mutex_unlock(&output);
    return NULL;
}

static long number_of(const char *text, long most)
{
    char *end;
    if (*text < '0' || *text > '9' || strlen(text) > 9)
        return -1;
    long value = strtol(text, &end, 10);
    return *end != '\0' || value > most ? -1 : value;
}

int main(int argc, char **argv)
{
    long count = argc == 2 || argc == 3 ? number_of(argv[1], MOST) : -1;
    long ms = argc == 3 ? number_of(argv[2], 60000) : 50;
    if (count < 0 || ms < 0) {
        fprintf(stderr, "usage: %s K [MS]\n", argv[0]);
        return 2;
    }
    signal(SIGCHLD, SIG_DFL);
    long made = 0;
    for (; made < count; made++) {
        children[made] = fork();
        if (children[made] < 0)
            break;
        if (children[made] == 0) {
            long pause = made * 997 % (ms + 1);
            struct timespec time = {.tv_sec = pause / 1000, .tv_nsec = pause % 1000 * 1000000};
            while (nanosleep(&time, &time) < 0 && errno == EINTR)
                continue;
            _exit((int)(made % 7));
        }
    }
    pthread_t threads[MOST];
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    for (long i = 0; i < made; i++)
        if (pthread_create(&threads[i], &small, collect, (void *)i) != 0)
            return 1;
    for (long i = 0; i < made; i++)
        pthread_join(threads[i], NULL);
    if (made < count) {
        fprintf(stderr, "reaper: a child cannot be made\n");
        return 1;
    }
    printf("done %ld\n", count);
    return 0;
}
