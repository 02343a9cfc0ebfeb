#define _GNU_SOURCE
#include "places.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

static struct place {
    char object[128];
    uint64_t offset;
    unsigned bytes;
    // Of several objects that are called like this the first one stays meant: the others are other objects.
    char *name;
    uint64_t inode;
} places[MOST_PLACES];

static unsigned count;

enum { PAGE_MOST = 64 * 1024 };
static const uint64_t MOST_OFFSET = 1ULL << 62;

int add_place(const char *object, uint64_t offset, unsigned bytes) {
    struct place *place = &places[count];
    if (count == MOST_PLACES || *object == 0 || offset > MOST_OFFSET) return -1;
    if ((size_t)snprintf(place->object, sizeof place->object, "%s", object) >= sizeof place->object) return -1;
    place->offset = offset;
    place->bytes = bytes;
    return (int)count++;
}

// One line of the list of mappings.
struct mapping {
    uint64_t start, end, offset, inode;
    char *name;
};

static bool read_mapping(char *line, struct mapping *into) {
    char rights[5];
    int name = 0;
    int found = sscanf(line, "%" SCNx64 "-%" SCNx64 " %4s %" SCNx64 " %*s %" SCNu64 " %n", &into->start, &into->end, rights, &into->offset,
                       &into->inode, &name);
    if (found != 5 || name == 0 || rights[3] != 's') return false;
    into->name = line + name;
    into->name[strcspn(into->name, "\n")] = 0;
    char *gone = strstr(into->name, " (deleted)");
    if (gone) *gone = 0;
    return true;
}

static bool begins(const char *name, const char *with) { return strncmp(name, with, strlen(with)) == 0; }

// What has no name of its own is known by its number.
static bool is_meant(struct place *place, const struct mapping *mapping) {
    bool is_nameless = strcmp(place->object, "anonymous") == 0 || strcmp(place->object, "system-v") == 0;
    const char *beginning = !is_nameless ? place->object : place->object[0] == 'a' ? "/dev/zero" : "/SYSV";
    if (!begins(mapping->name, beginning)) return false;
    if (place->name) return strcmp(place->name, mapping->name) == 0 && (!is_nameless || place->inode == mapping->inode);
    place->name = strdup(mapping->name);
    place->inode = mapping->inode;
    return true;
}

static void find_in(struct task *task, const struct mapping *mapping) {
    for (unsigned i = 0; i < count; i++) {
        struct place *place = &places[i];
        if (task->places[i] != 0 || !is_meant(place, mapping) || place->offset < mapping->offset) continue;
        uint64_t inside = place->offset - mapping->offset, length = mapping->end - mapping->start;
        if (inside <= length && place->bytes <= length - inside) task->places[i] = mapping->start + inside;
    }
}

void find_places(struct task *task) {
    static char *line;
    static size_t room;
    char path[40];
    task->places_are_old = false;
    memset(task->places, 0, sizeof task->places);
    if (count == 0) return;
    snprintf(path, sizeof path, "/proc/%d/maps", task->tid);
    FILE *maps = fopen(path, "re");
    if (!maps) return;
    struct mapping mapping;
    while (getline(&line, &room, maps) > 0)
        if (read_mapping(line, &mapping)) find_in(task, &mapping);
    fclose(maps);
}

// The kernel counts in whole pages.
static bool holds_place(const struct task *task, uint64_t start, uint64_t bytes) {
    for (unsigned i = 0; i < count; i++)
        if (task->places[i] != 0 && task->places[i] >= start && task->places[i] - start < bytes + PAGE_MOST) return true;
    return false;
}

bool may_move_places(const struct task *task) {
    if (count == 0) return false;
    const uint64_t *arguments = task->arguments;
    switch (task->number_of_call) {
    case SYS_shmat:
    case SYS_shmdt:
    case SYS_mremap: return true;
    case SYS_munmap: return holds_place(task, arguments[0], arguments[1]);
    case SYS_mmap: return (arguments[3] & MAP_SHARED) || holds_place(task, arguments[0], arguments[1]);
    }
    return false;
}
