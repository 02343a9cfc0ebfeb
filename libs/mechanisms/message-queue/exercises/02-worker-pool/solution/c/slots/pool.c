/*
 * pool: W workers take jobs from one POSIX queue.
 *
 *     stdin --> parent --[QUEUE]--> W workers --> stdout
 *
 * Design: the workers print themselves, a line in one write. Each says in a slot of shared memory which job it has in hand. The parent
 * looks after its children ten times a second whenever it has to wait, so that it never waits for workers that are gone.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, PEER_LOST = 3 };
enum { WORKERS_MAX = 16, MESSAGES = 10, MESSAGE_BYTES = 64, LOOK_MS = 100 };

static _Atomic long long *in_hand; /* of each worker: the number of its job, or 0 */
static pid_t pids[WORKERS_MAX];
static int workers, alive;
static bool lost_worker;
static long long *lost;
static size_t lost_count;

static void fail(const char *what)
{
    perror(what);
    exit(FAILED);
}

static bool is_prime(long long number)
{
    for (long long divisor = 2; divisor * divisor <= number; divisor++)
        if (number % divisor == 0)
            return false;
    return true;
}

static void sleep_ms(long ms)
{
    struct timespec left = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        ;
}

static void work(mqd_t queue, int worker)
{
    for (;;) {
        char message[MESSAGE_BYTES + 1], line[64];
        long long number;
        long ms;
        ssize_t length = mq_receive(queue, message, MESSAGE_BYTES, NULL);
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            fail("pool: worker: mq_receive");
        message[length] = '\0'; /* a message carries its length, not an end byte */
        if (sscanf(message, "%lld %ld", &number, &ms) != 2)
            _exit(0); /* the pill says "stop" */
        in_hand[worker] = number;
        sleep_ms(ms);
        int bytes = snprintf(line, sizeof line, "%lld is %s worker %d\n", number, is_prime(number) ? "prime" : "composite", worker + 1);
        while (write(STDOUT_FILENO, line, (size_t)bytes) < 0)
            if (errno != EINTR)
                fail("pool: worker: write");
        in_hand[worker] = 0;
    }
}

static void note_lost(long long number)
{
    lost = realloc(lost, (lost_count + 1) * sizeof *lost);
    if (!lost)
        fail("pool: realloc");
    lost[lost_count++] = number;
}

/* Collects who has ended, without waiting. */
static void look(void)
{
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0; alive--) {
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
            continue;
        lost_worker = true;
        for (int worker = 0; worker < workers; worker++)
            if (pids[worker] == pid && in_hand[worker] != 0)
                note_lost(in_hand[worker]);
    }
}

/* Sends while anybody is there to receive; says whether it could. */
static bool send_message(mqd_t queue, const char *text, unsigned priority)
{
    for (look(); alive > 0; look()) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += LOOK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        if (mq_timedsend(queue, text, strlen(text), priority, &until) == 0)
            return true;
        if (errno != ETIMEDOUT && errno != EINTR)
            fail("pool: mq_timedsend");
    }
    return false;
}

static void pass_on(mqd_t queue, const char *line)
{
    unsigned priority;
    long long number;
    long ms = 0;
    char message[MESSAGE_BYTES];
    if (sscanf(line, "%u %lld %ld", &priority, &number, &ms) < 2)
        return;
    snprintf(message, sizeof message, "%lld %ld", number, ms);
    if (!send_message(queue, message, priority))
        note_lost(number);
}

/* What nobody is left to take. */
static void drain(const char *name)
{
    char message[MESSAGE_BYTES + 1];
    mqd_t queue = mq_open(name, O_RDONLY | O_NONBLOCK);
    for (ssize_t length; queue != (mqd_t)-1 && (length = mq_receive(queue, message, MESSAGE_BYTES, NULL)) >= 0;) {
        long long number;
        message[length] = '\0';
        if (sscanf(message, "%lld", &number) == 1)
            note_lost(number);
    }
}

static void start_workers(const char *name)
{
    for (int worker = 0; worker < workers; worker++) {
        pids[worker] = fork();
        if (pids[worker] < 0)
            fail("pool: fork");
        if (pids[worker] == 0) {
            mqd_t queue = mq_open(name, O_RDONLY);
            if (queue == (mqd_t)-1)
                fail("pool: worker: mq_open");
            work(queue, worker);
        }
        alive++;
    }
}

int main(int argc, char **argv)
{
    workers = argc == 3 ? atoi(argv[2]) : 0;
    if (argc != 3 || argv[1][0] != '/' || strspn(argv[2], "0123456789") != strlen(argv[2]) || workers < 1 || workers > WORKERS_MAX) {
        fprintf(stderr, "usage: %s /QUEUE W (1 to %d)\n", argv[0], WORKERS_MAX);
        return USAGE;
    }
    mq_unlink(argv[1]);
    struct mq_attr room = {.mq_maxmsg = MESSAGES, .mq_msgsize = MESSAGE_BYTES};
    mqd_t queue = mq_open(argv[1], O_WRONLY | O_CREAT | O_EXCL, 0600, &room);
    if (queue == (mqd_t)-1)
        fail("pool: mq_open");
    in_hand = mmap(NULL, WORKERS_MAX * sizeof *in_hand, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (in_hand == MAP_FAILED)
        fail("pool: mmap");
    start_workers(argv[1]);

    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0)
        pass_on(queue, line);
    free(line);
    for (int pill = 0; pill < workers; pill++)
        send_message(queue, "stop", 0); /* below every job */
    while (look(), alive > 0)
        poll(NULL, 0, LOOK_MS);
    drain(argv[1]);
    mq_unlink(argv[1]);
    for (size_t at = 0; at < lost_count; at++)
        printf("lost %lld\n", lost[at]);
    if (fflush(stdout) != 0)
        fail("pool: standard output");
    return lost_worker || lost_count > 0 ? PEER_LOST : 0;
}
