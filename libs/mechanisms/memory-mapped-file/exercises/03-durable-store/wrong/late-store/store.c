/* Wrong: changes are gathered in memory until SYNC or the end; people take OK for a promise about this process only. */
/* store FILE: answers SET, GET, DEL and SYNC, one line each. */
#define _GNU_SOURCE
#include "log.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The length of a key that is nothing else; 0 when it is none. */
static uint32_t key_of(const char *text, size_t length)
{
    return length <= KEY_MOST && memchr(text, ' ', length) == NULL ? (uint32_t)length : 0;
}

static void say(const char *answer) { puts(answer); }

/* What has been set since the last SYNC. */
static struct pending {
    struct pending *next;
    char key[KEY_MOST];
    uint32_t key_length, length;
    char value[];
} *newest;

static bool remember(const char *key, uint32_t key_length, const char *value, uint32_t length)
{
    struct pending *one = malloc(sizeof *one + length);
    if (one == NULL)
        return false;
    one->next = newest;
    memcpy(one->key, key, key_length);
    one->key_length = key_length;
    memcpy(one->value, value, length);
    one->length = length;
    newest = one;
    return true;
}

static void store_all(struct pending *one)
{
    if (one == NULL)
        return;
    store_all(one->next);
    append(one->key, one->key_length, one->value, one->length);
    free(one);
}

static void store_pending(void)
{
    store_all(newest);
    newest = NULL;
}

static void set(const char *text, size_t length)
{
    const char *space = memchr(text, ' ', length);
    uint32_t key_length = space == NULL ? 0 : key_of(text, (size_t)(space - text));
    size_t value_length = space == NULL ? 0 : length - key_length - 1;
    if (key_length == 0 || value_length > VALUE_MOST) {
        say("ERR");
        return;
    }
    say(remember(text, key_length, space + 1, (uint32_t)value_length) ? "OK" : "ERR");
}

static void get(const char *text, size_t length)
{
    uint32_t key_length = key_of(text, length);
    if (key_length == 0) {
        say("ERR");
        return;
    }
    struct found found = look_up(text, key_length);
    for (struct pending *one = newest; one != NULL; one = one->next)
        if (one->key_length == key_length && memcmp(one->key, text, key_length) == 0) {
            found = (struct found){one->value, one->length, true};
            break;
        }
    if (!found.is_there) {
        say("NONE");
        return;
    }
    fputs("VALUE ", stdout);
    fwrite(found.value, 1, found.length, stdout);
    putchar('\n');
}

static void del(const char *text, size_t length)
{
    uint32_t key_length = key_of(text, length);
    store_pending();
    if (key_length == 0)
        say("ERR");
    else if (!look_up(text, key_length).is_there)
        say("NONE");
    else
        say(append(text, key_length, NULL, 0) ? "OK" : "ERR");
}

static void answer(const char *line, size_t length)
{
    if (length >= 4 && memcmp(line, "SET ", 4) == 0)
        set(line + 4, length - 4);
    else if (length >= 4 && memcmp(line, "GET ", 4) == 0)
        get(line + 4, length - 4);
    else if (length >= 4 && memcmp(line, "DEL ", 4) == 0)
        del(line + 4, length - 4);
    else if (length == 4 && memcmp(line, "SYNC", 4) == 0) {
        store_pending();
        say(sync_log() ? "OK" : "ERR");
    }
    else
        say("ERR");
    fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 2;
    }
    open_log(argv[1]);
    char *line = NULL;
    size_t room = 0;
    /* A line without its newline has not been handed over. */
    for (ssize_t length; (length = getline(&line, &room, stdin)) > 0 && line[length - 1] == '\n';)
        answer(line, (size_t)length - 1);
    store_pending();
    return 0;
}
