#define _GNU_SOURCE
#include "pairs.h"
#include "place.h"
#include "talk.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct store a, b;
static char answer[LINE_BYTES];

/* What A has not been given yet of its line. */
static char *rest;

static void hand_half(char *command)
{
    size_t half = strlen(command) / 2;
    double until = now_us() + 1e6 * patience;
    rest = strdup(command + half);
    hand(&a, command, half);
    while (now_us() < until && !(has_read(&a) && sleeps(&a)))
        usleep(100);
}

/* A has half a line, or, if that can be caught, half a value in FILE: then it is stopped or killed. Places are known by the values of this key, which only A sets. */
static bool catch_in_the_middle(const char *key, struct value *value, bool half, bool kills)
{
    *value = (struct value){next_letter(), SHORTEST};
    char *command = set_command(key, *value);
    free(rest);
    rest = NULL;
    if (half)
        hand_half(command);
    else {
        hand(&a, command, strlen(command));
        await_first(0, *value, a.out);
    }
    if (kills)
        kill_now(&a);
    else if (!half)
        kill(a.pid, SIGSTOP);
    int seen = seen_of(0, *value);
    return seen > 0 && seen < 7;
}

/* A stands still in the middle of a SET, and B sets another key to a value of the same length: if it can, or when A goes on. */
void stops(const char *file)
{
    int middles = 0, lost = 0;
    double until = now_us() + 3e6 * patience;
    char own[16], other[16];
    crash_word = "confused";
    start(&a, file);
    start(&b, file);
    set(&a, "first", (struct value){'f', 10});
    look_into(file);
    for (int round = 0; round < 12 || (round < 100 && middles < 4 && now_us() < until); round++) {
        struct value value, others;
        snprintf(own, sizeof own, "a%d", round);
        snprintf(other, sizeof other, "b%d", round);
        middles += catch_in_the_middle(own, &value, round % 3 == 1, false);
        others = (struct value){next_letter(), value.count};
        char *command = set_command(other, others);
        hand(&b, command, strlen(command));
        /* Whoever may answer does so while A stands, on a busy machine too. */
        long early = receive(&b, answer, 100);
        kill(a.pid, SIGCONT);
        if (rest != NULL && !hand(&a, rest, strlen(rest)))
            say("confused SET_%s", own);
        long late = early >= 0 ? early : receive(&b, answer, SECONDS_MOST * 1e3 * patience);
        if (late == -1)
            say("silent SET_%s", other);
        if (late < 0 || strcmp(answer, "OK") != 0)
            say("wrong SET_%s %s OK", other, late < 0 ? "nothing" : one_word(answer));
        late = receive(&a, answer, SECONDS_MOST * 1e3 * patience);
        if (late < 0 || strcmp(answer, "OK") != 0)
            say("%s SET_%s", late == -1 ? "silent" : "confused", own);
        lost = !has(&b, own, value) + !has(&a, other, others);
        if (lost > 0)
            say("lost %d 2", lost);
        learn(0, value);
    }
    finish(&a);
    finish(&b);
    fprintf(stderr, "%d stops found a value half in FILE\n", middles);
}

void blocked(const char *file)
{
    int middles = 0;
    double until = now_us() + 4e6 * patience;
    char sure[16], own[16], other[16];
    start(&a, file);
    start(&b, file);
    set(&a, "first", (struct value){'f', 10});
    look_into(file);
    for (int round = 0; round < 20 || (round < 100 && middles < 4 && now_us() < until); round++) {
        struct value value, before = {next_letter(), SHORTEST}, small = {'s', 100 + round};
        snprintf(sure, sizeof sure, "sure%d", round % 50);
        snprintf(own, sizeof own, "own%d", round % 50);
        snprintf(other, sizeof other, "other%d", round % 50);
        set(&a, sure, before);
        learn(0, before);
        char command[4000];
        strcpy(command, set_command(other, small));
        if (round % 2 == 0)
            hand(&b, command, strlen(command));
        middles += catch_in_the_middle(own, &value, round % 4 == 1, true);
        leave(&a);
        if (round % 2 == 1)
            hand(&b, command, strlen(command));
        long length = receive(&b, answer, SECONDS_MOST * 1e3 * patience);
        if (length == -1)
            say("blocked %d", round + 1);
        if (length < 0 || strcmp(answer, "OK") != 0)
            say("wrong SET_%s %s OK", other, length < 0 ? "nothing" : one_word(answer));
        if (!has(&b, sure, before))
            say("gone %s %d", sure, round + 1);
        start(&a, file);
        if (!has(&a, other, small))
            say("gone %s %d", other, round + 1);
    }
    finish(&a);
    finish(&b);
    fprintf(stderr, "%d kills found a value half in FILE\n", middles);
}
