#define _GNU_SOURCE
#include "subjects.h"
#include "arguments.h"
#include "memory.h"
#include "paths.h"
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>

enum { NAME_BYTES = 32 };

static const char *const streams[] = {"stdin", "stdout", "stderr"};
static char given[MOST_PROGRAMS][3][NAME_BYTES];

void note_standard_streams(const struct task *task) {
    if (task->program < 0 || task->program >= MOST_PROGRAMS) return;
    for (int fd = 0; fd < 3; fd++) {
        char *name = given[task->program][fd];
        size_t length = name_of(NULL, task->tid, fd, name, NAME_BYTES - 1);
        // A path is meant by its name, whoever opened it.
        name[name[0] == '/' ? 0 : length] = 0;
    }
}

static bool is_stream(const char *name, int fd) {
    for (int program = 0; program < MOST_PROGRAMS; program++)
        if (*name && strcmp(given[program][fd], name) == 0) return true;
    return false;
}

static bool is_any_stream(const char *name) { return is_stream(name, 0) || is_stream(name, 1) || is_stream(name, 2); }

bool is_of_harness(const struct task *task, int fd) {
    char name[NAME_BYTES];
    size_t length = name_of(task->names, task->tid, fd, name, sizeof name - 1);
    name[length] = 0;
    return is_any_stream(name);
}

// Whether a thing that the kernel calls so is the object.
static bool is_meant(const char *name, const char *object) {
    if (object[0] == '/') return lies_at(name, object);
    for (int fd = 0; fd < 3; fd++)
        if (strcmp(streams[fd], object) == 0) return is_stream(name, fd);
    if (strcmp(object, "signalfd") == 0) return strcmp(name, "anon_inode:[signalfd]") == 0;
    size_t length = strlen(object);
    return strncmp(name, object, length) == 0 && name[length] == ':' && !is_any_stream(name);
}

static bool is_descriptor_of(const struct task *task, int fd, const char *object) {
    char name[PATH_MAX];
    size_t length = name_of(task->names, task->tid, fd, name, sizeof name - 1);
    name[length] = 0;
    return is_meant(name, object);
}

// Of poll(2): whoever waits for more is not looked at.
static bool is_polled_of(const struct task *task, unsigned at, const char *object) {
    struct pollfd polled[64];
    uint64_t wanted = task->arguments[at + 1] < 64 ? task->arguments[at + 1] : 64;
    size_t count = copy_memory(task->tid, task->arguments[at], polled, (size_t)wanted * sizeof *polled) / sizeof *polled;
    for (size_t i = 0; i < count; i++)
        if (is_descriptor_of(task, polled[i].fd, object)) return true;
    return false;
}

// Of select(2), whose first argument says how many descriptors are looked at.
static bool is_selected_of(const struct task *task, unsigned at, const char *object) {
    unsigned char set[FD_SETSIZE / 8] = {0};
    int count = task->arguments[0] < 64 ? (int)task->arguments[0] : 64;
    copy_memory(task->tid, task->arguments[at], set, (size_t)(count + 7) / 8);
    for (int fd = 0; fd < count; fd++)
        if ((set[fd / 8] & (1U << (fd % 8))) && is_descriptor_of(task, fd, object)) return true;
    return false;
}

// The folder that a path begins in: the argument before it, or the working directory.
static void folder_of(const struct task *task, unsigned at, char *into, size_t most) {
    size_t length = 0;
    bool is_named = at > 0 && strcmp(kind_of_argument(task->call, at - 1), "folder") == 0;
    int fd = is_named ? (int)task->arguments[at - 1] : AT_FDCWD;
    // Queues have no folders, mq_overview(7).
    if (task->number_of_call == SYS_mq_open || task->number_of_call == SYS_mq_unlink) length = (size_t)snprintf(into, most, "/");
    else length = fd == AT_FDCWD ? working_directory(task->tid, into, most) : name_of(task->names, task->tid, fd, into, most - 1);
    into[length] = 0;
}

static bool is_path_of(const struct task *task, unsigned at, const char *object) {
    char folder[PATH_MAX], path[PATH_MAX], whole[PATH_MAX];
    if (object[0] != '/' || task->arguments[at] == 0) return false;
    path[copy_string(task->tid, task->arguments[at], path, sizeof path - 1)] = 0;
    folder_of(task, at, folder, sizeof folder);
    return join_path(folder, path, whole, sizeof whole) && lies_at(whole, object);
}

// Where a Unix socket has its name, unix(7).
static bool is_address_of(const struct task *task, unsigned at, const char *object) {
    struct sockaddr_un address = {.sun_family = AF_UNSPEC};
    char folder[PATH_MAX], path[sizeof address.sun_path + 1], whole[PATH_MAX];
    uint64_t length = task->arguments[at + 1] < sizeof address ? task->arguments[at + 1] : sizeof address;
    size_t got = copy_memory(task->tid, task->arguments[at], &address, length);
    if (object[0] != '/' || got <= offsetof(struct sockaddr_un, sun_path) || address.sun_family != AF_UNIX || address.sun_path[0] == 0) return false;
    snprintf(path, sizeof path, "%.*s", (int)(got - offsetof(struct sockaddr_un, sun_path)), address.sun_path);
    folder[working_directory(task->tid, folder, sizeof folder)] = 0;
    return join_path(folder, path, whole, sizeof whole) && lies_at(whole, object);
}

static bool is_argument_about(const struct task *task, unsigned at, const char *object) {
    const char *kind = kind_of_argument(task->call, at);
    if (strcmp(kind, "fd") == 0) return is_descriptor_of(task, (int)task->arguments[at], object);
    if (strcmp(kind, "polled-in") == 0) return is_polled_of(task, at, object);
    if (strcmp(kind, "set-in") == 0) return is_selected_of(task, at, object);
    if (strcmp(kind, "path-in") == 0) return is_path_of(task, at, object);
    return strcmp(kind, "address-in") == 0 && is_address_of(task, at, object);
}

bool is_call_about(const struct task *task, const char *object) {
    for (unsigned at = 0; at < 6; at++)
        if (is_argument_about(task, at, object)) return true;
    return false;
}
