#define _GNU_SOURCE
#include "words.h"
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool split_words(const char *text, char *copy, size_t room, char **words, size_t count) {
    if ((size_t)snprintf(copy, room, "%s", text) >= room) return false;
    char *rest = copy;
    for (size_t i = 0; i < count; i++) {
        words[i] = strsep(&rest, ";");
        if (!words[i]) return false;
    }
    return rest == NULL;
}

bool read_size(const char *text, uint64_t *into) {
    char *end;
    if (!isdigit((unsigned char)*text)) return false;
    errno = 0;
    *into = strtoull(text, &end, 10);
    return *end == 0 && errno == 0;
}
