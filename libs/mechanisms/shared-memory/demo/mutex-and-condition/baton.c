/*
 * baton: a mutex and a condition in anonymous shared memory, with which a parent and its child take turns.
 *
 * Both must be told that they are shared between processes, or else a wake-up stays inside of one: pthread_mutexattr_setpshared(3).
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum turn { PARENT, CHILD };

struct track {
    pthread_mutex_t lock;
    pthread_cond_t has_changed;
    enum turn turn;
    int laps;
};

static struct track *lay_track(void)
{
    pthread_mutexattr_t mutex;
    pthread_condattr_t condition;
    struct track *track =
        mmap(NULL, sizeof *track, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (track == MAP_FAILED) {
        perror("baton: mmap");
        exit(1);
    }
    pthread_mutexattr_init(&mutex);
    pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&track->lock, &mutex);
    pthread_condattr_init(&condition);
    pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&track->has_changed, &condition);
    return track;
}

static void run_a_lap(struct track *track, enum turn me)
{
    pthread_mutex_lock(&track->lock);
    while (track->turn != me) /* in a loop: a wake-up is a hint, not a promise */
        pthread_cond_wait(&track->has_changed, &track->lock);
    track->laps++;
    track->turn = me == PARENT ? CHILD : PARENT;
    pthread_mutex_unlock(&track->lock);
    pthread_cond_signal(&track->has_changed);
}

int main(void)
{
    struct track *track = lay_track();
    pid_t pid = fork();
    if (pid == 0) {
        run_a_lap(track, CHILD);
        return 0;
    }
    /* Whoever holds the mutex cannot know that another one sleeps already: a pause, long enough for the child to be seen waiting. */
    usleep(150 * 1000);
    run_a_lap(track, PARENT);
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0) {
        perror("baton: waitpid");
        return 1;
    }
    printf("laps: %d\n", track->laps);
    return track->laps == 2 && WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
