/*
 * crowd FILE ID TOKEN PATIENCE: four scores of 20000 points for ID, whose gate is one pipe, so that it opens for all of them at the same
 * instant; again and again on the same FILE, twelve times and for half a second. In the last line stands what it found: "right TOKEN", or a word and
 * what belongs to it.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SCORES = 4, POINTS = 20000, ROUNDS = 40, TICKETS = SCORES * POINTS * ROUNDS };

struct score {
    pid_t pid;
    int out;
    size_t have;
    char line[64];
    long lines, last;
};

static struct score scores[SCORES];
static char given[TICKETS + 1];
static long highest;

static _Noreturn void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    for (int i = 0; i < SCORES; i++)
        if (scores[i].pid > 0)
            kill(scores[i].pid, SIGKILL);
    vprintf(format, arguments);
    printf("\n");
    fflush(stdout);
    _exit(0);
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void start(struct score *one, int gate, char *file, char *id)
{
    int out[2];
    if (pipe2(out, O_CLOEXEC) < 0)
        exit(1);
    one->pid = fork();
    if (one->pid == 0) {
        char *const program[] = {"./score", file, id, "20000", NULL};
        char *const python[] = {"python3", "score.py", file, id, "20000", NULL};
        if (dup2(gate, 0) < 0 || dup2(out[1], 1) < 0)
            _exit(126);
        if (access("./score", X_OK) == 0)
            execv("./score", program);
        else
            execv("/usr/bin/python3", python);
        _exit(127);
    }
    if (one->pid < 0)
        exit(1);
    close(out[1]);
    one->out = out[0];
    one->have = 0;
    one->lines = -1;
    one->last = 0;
}

static void take_line(struct score *one, int round)
{
    if (one->lines++ < 0) {
        if (strcmp(one->line, "ready") != 0)
            say("odd ready");
        return;
    }
    char *end;
    long ticket = strtol(one->line, &end, 10);
    if (end == one->line || *end != 0 || ticket < 1 || ticket > TICKETS)
        say("odd ticket");
    if (given[ticket])
        say("twice %ld %d", ticket, round);
    if (ticket <= one->last)
        say("falls %ld %ld", ticket, one->last);
    given[ticket] = 1;
    one->last = ticket;
    highest = ticket > highest ? ticket : highest;
}

/* False at the end of its output. */
static int take(struct score *one, int round)
{
    char bytes[65536];
    ssize_t count = read(one->out, bytes, sizeof bytes);
    for (ssize_t i = 0; i < count; i++) {
        if (bytes[i] == '\n') {
            one->line[one->have] = 0;
            one->have = 0;
            take_line(one, round);
        } else if (one->have < sizeof one->line - 1)
            one->line[one->have++] = bytes[i];
    }
    return count > 0;
}

/* Reads from all until each has said so many lines, or has no more to say. */
static void read_all(int round, long lines, double until)
{
    int open = SCORES;
    struct pollfd there[SCORES];
    while (open > 0) {
        open = 0;
        for (int i = 0; i < SCORES; i++) {
            int wanted = scores[i].out >= 0 && (lines < 0 || scores[i].lines < lines);
            there[i] = (struct pollfd){wanted ? scores[i].out : -1, POLLIN, 0};
            open += wanted;
        }
        double left = until - now_ms();
        if (open > 0 && (left <= 0 || poll(there, SCORES, (int)left + 1) <= 0))
            say("late %d", round);
        for (int i = 0; i < SCORES; i++)
            if (there[i].fd >= 0 && there[i].revents != 0 && !take(&scores[i], round)) {
                close(scores[i].out);
                scores[i].out = -1;
            }
    }
}

static void play(char *file, char *id, int round, double until)
{
    int gate[2];
    if (pipe2(gate, O_CLOEXEC) < 0)
        exit(1);
    for (int i = 0; i < SCORES; i++)
        start(&scores[i], gate[0], file, id);
    close(gate[0]);
    read_all(round, 0, until);
    close(gate[1]);
    read_all(round, -1, until);
    for (int i = 0; i < SCORES; i++) {
        int status = 0;
        waitpid(scores[i].pid, &status, 0);
        scores[i].pid = 0;
        if (WIFSIGNALED(status))
            say("killed SIG%s", sigabbrev_np(WTERMSIG(status)));
        if (WEXITSTATUS(status) != 0)
            say("ended %d", WEXITSTATUS(status));
        if (scores[i].lines != POINTS)
            say("few %ld", scores[i].lines);
    }
    if (highest != (long)SCORES * POINTS * round)
        say("missing %ld %ld", highest, (long)SCORES * POINTS * round);
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    int patience = atoi(argv[4]) > 0 ? atoi(argv[4]) : 1;
    double begun = now_ms();
    alarm(60 * (unsigned)patience);
    for (int round = 1; round <= ROUNDS && (round <= 12 || now_ms() - begun < 500); round++)
        play(argv[1], argv[2], round, now_ms() + 5000 * patience);
    say("right %s", argv[3]);
}
