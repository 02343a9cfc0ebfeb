#define _GNU_SOURCE
#include "paths.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

size_t working_directory(pid_t tid, char *into, size_t most) {
    char link[48];
    snprintf(link, sizeof link, "/proc/%d/cwd", tid);
    ssize_t length = readlink(link, into, most - 1);
    return length < 0 ? 0 : (size_t)length;
}

static bool add_part(char *into, size_t *length, size_t most, const char *part, size_t count) {
    if (count == 0 || (count == 1 && part[0] == '.')) return true;
    if (count == 2 && part[0] == '.' && part[1] == '.') {
        while (*length > 0 && into[--*length] != '/') continue;
        return true;
    }
    if (count + 2 > most - *length) return false;
    into[(*length)++] = '/';
    memcpy(into + *length, part, count);
    *length += count;
    return true;
}

static bool add_parts(char *into, size_t *length, size_t most, const char *path) {
    while (*path) {
        size_t count = strcspn(path, "/");
        if (!add_part(into, length, most, path, count)) return false;
        path += count + (path[count] == '/');
    }
    return true;
}

bool join_path(const char *folder, const char *path, char *into, size_t most) {
    size_t length = 0;
    if (path[0] != '/' && (folder[0] != '/' || !add_parts(into, &length, most, folder))) return false;
    if (!add_parts(into, &length, most, path)) return false;
    if (length == 0) into[length++] = '/';
    into[length] = 0;
    return true;
}

bool holds_bytes(pid_t tid, const char *path) {
    char whole[PATH_MAX];
    struct stat found;
    return (size_t)snprintf(whole, sizeof whole, "/proc/%d/root%s", tid, path) < sizeof whole && stat(whole, &found) == 0 && found.st_size > 0;
}

bool lies_at(const char *name, const char *path) {
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') length--;
    if (strncmp(name, path, length) != 0) return false;
    return length == 1 || name[length] == 0 || name[length] == '/' || strcmp(name + length, " (deleted)") == 0;
}
