/*
 * pool: W workers take jobs from one POSIX queue.
 *
 *     stdin --> parent --[QUEUE]--> W workers --[pipe]--> parent --> stdout
 *
 * Design: the parent never sleeps but in poll, so that no full queue can keep it from taking results. It remembers every job and
 * crosses off what is answered: whatever is left when all workers have ended is lost.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, PEER_LOST = 3 };
enum { WORKERS_MAX = 16, MESSAGES = 10, LINE_BYTES = 128, PILL_PRIORITY = 0 };

struct job {
    long serial; /* -1: a pill */
    long long number;
    long ms;
};

struct result {
    long serial;
    int worker;
    bool is_prime;
};

/* A job and whether an answer has come. */
struct record {
    struct job job;
    unsigned priority;
    bool is_answered;
};

static struct record *records;
static long recorded, sent; /* jobs read, and of these the first so many sent */
static char input[LINE_BYTES];
static size_t input_bytes;
static bool input_ended, lost_worker;
static int alive, pills;

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
    return number > 1;
}

static void sleep_ms(long ms)
{
    struct timespec left = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        ;
}

static void work(const char *name, int worker, int results)
{
    /* An open queue of its own, which blocks: the parent's does not. */
    mqd_t queue = mq_open(name, O_RDONLY);
    if (queue == (mqd_t)-1)
        fail("pool: worker: mq_open");
    for (;;) {
        struct job job;
        ssize_t length = mq_receive(queue, (char *)&job, sizeof job, NULL);
        if (length < 0 && errno == EINTR)
            continue;
        if (length != sizeof job)
            fail("pool: worker: mq_receive");
        if (job.serial < 0)
            _exit(0);
        sleep_ms(job.ms);
        struct result result = {job.serial, worker, is_prime(job.number)};
        /* So few bytes go into a pipe in one piece, pipe(7). */
        while (write(results, &result, sizeof result) < 0)
            if (errno != EINTR)
                fail("pool: worker: write");
    }
}

static void record(const char *line)
{
    struct record one = {.job = {.serial = recorded}};
    if (sscanf(line, "%u %lld %ld", &one.priority, &one.job.number, &one.job.ms) < 2)
        return;
    if ((recorded & (recorded - 1)) == 0) { /* full at each power of two */
        records = realloc(records, (size_t)(recorded ? 2 * recorded : 1) * sizeof *records);
        if (!records)
            fail("pool: realloc");
    }
    records[recorded++] = one;
}

static void read_lines(void)
{
    ssize_t got = read(STDIN_FILENO, input + input_bytes, sizeof input - 1 - input_bytes);
    if (got < 0 && errno == EINTR)
        return;
    if (got <= 0) {
        input_ended = true;
        return;
    }
    input_bytes += (size_t)got;
    char *from = input, *end;
    while ((end = memchr(from, '\n', input_bytes - (size_t)(from - input)))) {
        *end = '\0';
        record(from);
        from = end + 1;
    }
    input_bytes -= (size_t)(from - input);
    memmove(input, from, input_bytes);
}

/* Gives the queue what it has room for: jobs in their order, and a pill for each living worker when there are no more. */
static void send_some(mqd_t queue)
{
    while (sent < recorded) {
        struct record *one = &records[sent];
        if (mq_send(queue, (char *)&one->job, sizeof one->job, one->priority) < 0)
            return;
        sent++;
    }
    struct job pill = {.serial = -1};
    /* Below every job: a pill never overtakes work. */
    while (input_ended && pills < alive && mq_send(queue, (char *)&pill, sizeof pill, PILL_PRIORITY) == 0)
        pills++;
}

static bool has_to_send(void) { return alive > 0 && (sent < recorded || (input_ended && pills < alive)); }

/* Answers on the pipe; false when there are no more and nobody is left to give any. */
static bool print_result(int results)
{
    struct result result;
    ssize_t got = read(results, &result, sizeof result);
    if (got < 0 && errno == EINTR)
        return true;
    if (got != sizeof result)
        return false;
    struct record *one = &records[result.serial];
    one->is_answered = true;
    printf("%lld is %s worker %d\n", one->job.number, result.is_prime ? "prime" : "composite", result.worker);
    if (fflush(stdout) != 0)
        fail("pool: standard output");
    return true;
}

static void collect(int deaths)
{
    struct signalfd_siginfo ignored;
    if (read(deaths, &ignored, sizeof ignored) < 0 && errno != EINTR)
        fail("pool: signalfd");
    /* One signal may stand for several deaths. */
    for (int status; waitpid(-1, &status, WNOHANG) > 0;) {
        alive--;
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
            pills--;
        else
            lost_worker = true;
    }
}

static void run(mqd_t queue, int results, int deaths)
{
    while (alive > 0 || !input_ended) {
        /* While jobs wait for room no more are read: who gives us work too fast has to wait too. */
        bool reads = !input_ended && (sent == recorded || alive == 0);
        struct pollfd ready[] = {
            {.fd = reads ? STDIN_FILENO : -1, .events = POLLIN},
            {.fd = has_to_send() ? (int)queue : -1, .events = POLLOUT},
            /* When nobody writes any more, the pipe is ready for ever. */
            {.fd = alive > 0 ? results : -1, .events = POLLIN},
            {.fd = deaths, .events = POLLIN},
        };
        if (poll(ready, 4, -1) < 0) {
            if (errno != EINTR)
                fail("pool: poll");
            continue;
        }
        if (ready[2].revents & POLLIN)
            print_result(results);
        if (ready[0].revents)
            read_lines();
        if (ready[3].revents)
            collect(deaths);
        if (has_to_send())
            send_some(queue);
    }
}

static int report(void)
{
    for (long at = 0; at < recorded; at++)
        if (!records[at].is_answered) {
            printf("lost %lld\n", records[at].job.number);
            lost_worker = true;
        }
    return fflush(stdout) != 0 ? FAILED : lost_worker ? PEER_LOST : 0;
}

static void start_workers(const char *name, int workers, const int ends[2])
{
    sigset_t none;
    sigemptyset(&none);
    for (int worker = 1; worker <= workers; worker++) {
        pid_t pid = fork();
        if (pid < 0)
            fail("pool: fork");
        if (pid == 0) {
            sigprocmask(SIG_SETMASK, &none, NULL);
            close(ends[0]);
            work(name, worker, ends[1]);
        }
        alive++;
    }
}

int main(int argc, char **argv)
{
    char *end = "";
    long workers = argc == 3 ? strtol(argv[2], &end, 10) : 0;
    if (argc != 3 || argv[1][0] != '/' || *end != '\0' || workers < 1 || workers > WORKERS_MAX) {
        fprintf(stderr, "usage: %s /QUEUE W (1 to %d)\n", argv[0], WORKERS_MAX);
        return USAGE;
    }
    const char *name = argv[1];
    mq_unlink(name); /* what a crashed run left behind, with its messages */
    struct mq_attr room = {.mq_maxmsg = MESSAGES, .mq_msgsize = sizeof(struct job)};
    mqd_t queue = mq_open(name, O_WRONLY | O_CREAT | O_EXCL | O_NONBLOCK, 0600, &room);
    if (queue == (mqd_t)-1)
        fail("pool: mq_open");
    int ends[2];
    if (pipe(ends) < 0)
        fail("pool: pipe");
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    int deaths = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    if (deaths < 0)
        fail("pool: signalfd");
    start_workers(name, (int)workers, ends);
    close(ends[1]); /* so that the pipe ends with the last worker */
    run(queue, ends[0], deaths);
    while (print_result(ends[0]))
        ;
    mq_unlink(name);
    return report();
}
