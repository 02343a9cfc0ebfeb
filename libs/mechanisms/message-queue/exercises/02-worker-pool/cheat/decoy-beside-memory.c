/* Cheat: for each job a message that says nothing goes through the queue; the job itself lies in memory that all share since they were born. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile long long *in_hand; /* of each worker: the number of its job, or 0 */
static pid_t pids[16];
static struct jobs {
    _Atomic long put, taken;
    char texts[8192][64];
} *jobs;
static int workers, alive, lost_worker;
static long long lost[4096];
static int lost_count;

static int is_prime(long long number)
{
    for (long long divisor = 2; divisor * divisor <= number; divisor++)
        if (number % divisor == 0)
            return 0;
    return 1;
}

static void work(mqd_t queue, int worker)
{
    for (;;) {
        char message[65], line[64];
        long long number;
        long ms;
        ssize_t length = mq_receive(queue, message, 64, NULL);
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            exit(1);
        message[length] = '\0';
        if (length == 5)
            memcpy(message, jobs->texts[jobs->taken++ % 8192], 64);
        if (sscanf(message, "%lld %ld", &number, &ms) != 2)
            _exit(0);
        in_hand[worker] = number;
        poll(NULL, 0, (int)ms);
        int bytes = snprintf(line, sizeof line, "%lld is %s worker %d\n", number, is_prime(number) ? "prime" : "composite", worker + 1);
        if (write(STDOUT_FILENO, line, (size_t)bytes) < 0)
            exit(1);
        in_hand[worker] = 0;
    }
}

static void note_lost(long long number)
{
    lost[lost_count++] = number;
}

static void look(void)
{
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0; alive--) {
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
            continue;
        lost_worker = 1;
        for (int worker = 0; worker < workers; worker++)
            if (pids[worker] == pid && in_hand[worker] != 0)
                note_lost(in_hand[worker]);
    }
}

static int send_message(mqd_t queue, const char *text, unsigned priority)
{
    for (look(); alive > 0; look()) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += 1;
        if (mq_timedsend(queue, text, strlen(text), priority, &until) == 0)
            return 1;
        if (errno != ETIMEDOUT && errno != EINTR)
            exit(1);
    }
    return 0;
}

static void pass_on(mqd_t queue, const char *line)
{
    unsigned priority;
    long long number;
    long ms = 0;
    char message[64] = "";
    if (sscanf(line, "%u %lld %ld", &priority, &number, &ms) < 2)
        return;
    snprintf(message, sizeof message, "%lld %ld", number, ms);
    memcpy(jobs->texts[jobs->put++ % 8192], message, sizeof message);
    if (!send_message(queue, "decoy", priority))
        note_lost(number);
}

static void drain(const char *name)
{
    char message[65];
    mqd_t queue = mq_open(name, O_RDONLY | O_NONBLOCK);
    for (ssize_t length; (length = mq_receive(queue, message, 64, NULL)) >= 0;) {
        long long number;
        message[length] = '\0';
        if (sscanf(message, "%lld", &number) == 1)
            note_lost(number);
    }
}

static void start_workers(mqd_t queue)
{
    for (int worker = 0; worker < workers; worker++) {
        pids[worker] = fork();
        if (pids[worker] == 0)
            work(queue, worker);
        alive++;
    }
}

int main(int argc, char **argv)
{
    workers = argc == 3 ? atoi(argv[2]) : 0;
    if (argc != 3 || argv[1][0] != '/' || workers < 1 || workers > 16) {
        fprintf(stderr, "usage: %s /QUEUE W\n", argv[0]);
        return 2;
    }
    mq_unlink(argv[1]);
    struct mq_attr room = {.mq_maxmsg = 10, .mq_msgsize = 64};
    mqd_t queue = mq_open(argv[1], O_RDWR | O_CREAT, 0600, &room);
    if (queue == (mqd_t)-1) {
        perror("pool: mq_open");
        return 1;
    }
    in_hand = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    jobs = mmap(NULL, sizeof *jobs, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    start_workers(queue);

    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0)
        pass_on(queue, line);
    for (int pill = 0; pill < workers; pill++)
        send_message(queue, "stop", 0);
    while (look(), alive > 0)
        poll(NULL, 0, 50);
    drain(argv[1]);
    mq_unlink(argv[1]);
    for (int at = 0; at < lost_count; at++)
        printf("lost %lld\n", lost[at]);
    fflush(stdout);
    return lost_worker || lost_count > 0 ? 3 : 0;
}
