#define _GNU_SOURCE
#include "kills.h"
#include "place.h"
#include "talk.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEYS = 4, ROUNDS = 63, ROUNDS_MOST = 150, ROUNDS_OF_FILE = 30, MIDDLES = 8 };

/* When a store is killed; their number and that of the keys have no common divisor, so each key meets all of them. */
enum moment { HALF_A_LINE, ACKNOWLEDGED, FIRST_BYTES, SOON_AFTER, AT_RANDOM };

static const enum moment moments[] = {ACKNOWLEDGED, FIRST_BYTES, SOON_AFTER, FIRST_BYTES, HALF_A_LINE, ACKNOWLEDGED, SOON_AFTER, FIRST_BYTES, AT_RANDOM};

/* What a key holds for all that was acknowledged, what it may hold as well, and what was handed over last, if only half of it. */
static struct {
    struct value sure, possible, handed;
    bool is_unknown;
} keys[KEYS];

/* Half values are somebody else's business: what such a key holds is unknown until it is set again. */
static bool is_lenient;

static const char *name_of(int key)
{
    static char name[8];
    snprintf(name, sizeof name, "k%d", key);
    return name;
}

static int count_of(const char *text, long length, unsigned char wanted)
{
    int count = 0;
    while (count < length && (unsigned char)text[count] == wanted)
        count++;
    return count;
}

static bool is(const char *text, long length, struct value value)
{
    if (value.count == 0)
        return false;
    return length == value.count && count_of(text, length, value.letter) == value.count;
}

/* Why a value is neither the one nor the other. */
static void say_what(int key, int round, const char *text, long length)
{
    if (is_lenient) {
        keys[key].is_unknown = true;
        return;
    }
    struct value sure = keys[key].sure, handed = keys[key].handed;
    int begun = count_of(text, length, handed.letter);
    const char *name = name_of(key);
    if (begun < length && text[begun] == 0)
        say("zeros %d %s %d", round, name, begun);
    if (sure.count > 0 && memchr(text, handed.letter, (size_t)length) && memchr(text, sure.letter, (size_t)length))
        say("mixture %s %d", name, round);
    if (memchr(text, 0, (size_t)length))
        say("zeros %d %s %d", round, name, begun);
    say("part %d %s %ld", round, name, length);
}

/* A new process tells what there is; from then on that is sure. */
static void check(struct store *one, int round)
{
    static char answer[LINE_BYTES];
    for (int key = 0; key < KEYS; key++) {
        char command[32], what[32];
        snprintf(command, sizeof command, "GET %s\n", name_of(key));
        snprintf(what, sizeof what, "GET %s", name_of(key));
        long length = ask(one, command, what, answer);
        bool is_none = strcmp(answer, "NONE") == 0;
        if (!is_none && (length < 6 || memcmp(answer, "VALUE ", 6) != 0))
            say("wrong %s %s VALUE", one_word(what), one_word(answer));
        if (keys[key].is_unknown)
            continue;
        if (is_none && keys[key].sure.count > 0)
            say("gone %s %d", name_of(key), round);
        if (!is_none && is(answer + 6, length - 6, keys[key].possible))
            keys[key].sure = keys[key].possible;
        else if (!is_none && !is(answer + 6, length - 6, keys[key].sure))
            say_what(key, round, answer + 6, length - 6);
        keys[key].possible = (struct value){0, 0};
    }
    for (int key = 0; key < KEYS; key++)
        learn(key, keys[key].sure);
}

/* How long after a line was read the value is on its way into FILE: found by trying. */
static double lag_us = 3;

static void wait_for(enum moment moment, struct store *one, int key, struct value value)
{
    double until = now_us() + 20e3 * patience;
    switch (moment) {
    case HALF_A_LINE:
        until += 1e6 * patience;
        while (now_us() < until && !(has_read(one) && sleeps(one)))
            usleep(100);
        break;
    case FIRST_BYTES:
        await_first(key, value, one->out);
        break;
    case SOON_AFTER:
        while (now_us() < until && !has_read(one))
            continue;
        spin_us(lag_us);
        break;
    case AT_RANDOM:
        spin_us((double)(rand() % 200));
        break;
    case ACKNOWLEDGED:
        break;
    }
}

/* Whether the value was half in FILE when the store died. */
static bool strike(struct store *one, enum moment moment, int key)
{
    static char answer[LINE_BYTES];
    struct value value = {next_letter(), SHORTEST + rand() % (LONGEST - SHORTEST)};
    char *command = set_command(name_of(key), value);
    size_t length = strlen(command);
    hand(one, command, moment == HALF_A_LINE ? length / 2 : length);
    keys[key].handed = value;
    if (moment != HALF_A_LINE)
        keys[key].possible = value;
    long got = moment == ACKNOWLEDGED ? receive(one, answer, SECONDS_MOST * 1e3 * patience) : -1;
    if (moment == ACKNOWLEDGED && got == -1)
        say("silent SET_%s", name_of(key));
    wait_for(moment, one, key, value);
    kill_now(one);
    if (got < 0)
        got = receive(one, answer, 0);
    leave(one);
    if (got >= 0 && strcmp(answer, "OK") != 0)
        say("wrong SET_%s %s OK", name_of(key), one_word(answer));
    if (got >= 0 && moment != HALF_A_LINE) {
        keys[key].sure = value;
        keys[key].possible = (struct value){0, 0};
        keys[key].is_unknown = false;
    }
    int seen = seen_of(key, value);
    if (moment == SOON_AFTER)
        lag_us = seen == 0 && got < 0 ? lag_us * 1.3 + 0.3 : seen == 7 || got >= 0 ? lag_us * 0.7 : lag_us;
    return seen > 0 && seen < 7;
}

void kills(const char *file, bool lenient)
{
    static struct store one;
    char name[256];
    int middles = 0, round = 0;
    double until = now_us() + 3e6 * patience;
    is_lenient = lenient;
    for (; round < ROUNDS || (middles < MIDDLES && round < ROUNDS_MOST && now_us() < until); round++) {
        if (round % ROUNDS_OF_FILE == 0) {
            memset(keys, 0, sizeof keys);
            if (round > 0)
                unlink(name);
            snprintf(name, sizeof name, "%s-%d", file, round / ROUNDS_OF_FILE);
        }
        start(&one, name);
        if (round % ROUNDS_OF_FILE == 0) {
            expect(&one, "GET nothing\n", "GET nothing", "NONE");
            look_into(name);
        }
        check(&one, round);
        middles += strike(&one, moments[round % (int)(sizeof moments / sizeof moments[0])], round % KEYS);
    }
    start(&one, name);
    check(&one, round);
    finish(&one);
    fprintf(stderr, "%d of %d kills found a value half in FILE\n", middles, round);
}
