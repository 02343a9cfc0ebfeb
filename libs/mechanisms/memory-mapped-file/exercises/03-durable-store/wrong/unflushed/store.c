/* Wrong: answers wait in a buffer while the program waits for the next command; people test on a terminal, where lines leave at once. */
/* store FILE: answers SET, GET, DEL and SYNC, one line each. */
#define _GNU_SOURCE
#include "log.h"
#include <stdio.h>
#include <string.h>

/* The length of a key that is nothing else; 0 when it is none. */
static uint32_t key_of(const char *text, size_t length)
{
    return length <= KEY_MOST && memchr(text, ' ', length) == NULL ? (uint32_t)length : 0;
}

static void say(const char *answer) { puts(answer); }

static void set(const char *text, size_t length)
{
    const char *space = memchr(text, ' ', length);
    uint32_t key_length = space == NULL ? 0 : key_of(text, (size_t)(space - text));
    size_t value_length = space == NULL ? 0 : length - key_length - 1;
    if (key_length == 0 || value_length > VALUE_MOST) {
        say("ERR");
        return;
    }
    say(append(text, key_length, space + 1, (uint32_t)value_length) ? "OK" : "ERR");
}

static void get(const char *text, size_t length)
{
    uint32_t key_length = key_of(text, length);
    if (key_length == 0) {
        say("ERR");
        return;
    }
    struct found found = look_up(text, key_length);
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
    else if (length == 4 && memcmp(line, "SYNC", 4) == 0)
        say(sync_log() ? "OK" : "ERR");
    else
        say("ERR");
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
    return 0;
}
