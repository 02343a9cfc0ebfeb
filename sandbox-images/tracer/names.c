#define _GNU_SOURCE
#include "names.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REMEMBERED = 256, NAME_BYTES = 47 };

struct names {
    unsigned users;
    struct {
        uint8_t length; // 0: not known
        char text[NAME_BYTES];
    } of[REMEMBERED];
};

struct names *new_names(void) {
    struct names *names = calloc(1, sizeof *names);
    if (names) names->users = 1;
    return names;
}

struct names *share_names(struct names *names) {
    if (names) names->users++;
    return names;
}

void leave_names(struct names *names) {
    if (names && --names->users == 0) free(names);
}

// A path may change while the descriptor stays; these names cannot.
static bool stays(const char *name, size_t length) {
    static const char *const fixed[] = {"pipe:[", "socket:[", "anon_inode:"};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (length >= strlen(fixed[i]) && memcmp(name, fixed[i], strlen(fixed[i])) == 0) return length <= NAME_BYTES;
    return false;
}

size_t name_of(struct names *names, pid_t tid, int fd, char *into, size_t most) {
    if (fd < 0) return 0;
    bool remembers = names && fd < REMEMBERED;
    if (remembers && names->of[fd].length > 0) {
        memcpy(into, names->of[fd].text, names->of[fd].length);
        return names->of[fd].length;
    }
    char link[48];
    snprintf(link, sizeof link, "/proc/%d/fd/%d", tid, fd);
    ssize_t got = readlink(link, into, most);
    size_t length = got < 0 ? 0 : (size_t)got;
    if (remembers && stays(into, length)) {
        memcpy(names->of[fd].text, into, length);
        names->of[fd].length = (uint8_t)length;
    }
    return length;
}

void forget_names(struct names *names, uint32_t first, uint32_t last) {
    if (!names) return;
    for (uint32_t fd = first; fd < REMEMBERED && fd <= last; fd++) names->of[fd].length = 0;
}
