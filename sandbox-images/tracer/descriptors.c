#define _GNU_SOURCE
#include "descriptors.h"
#include "names.h"
#include "stream.h"
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static void put_named(unsigned at, int number, const char *name, size_t length) {
    begin_note(at, FORM_DESCRIPTOR);
    put_u32((uint32_t)number);
    put_bytes(name, length);
    end_note();
}

void note_descriptor_number(const struct task *task, unsigned at, int fd) {
    char name[PATH_MAX];
    if (fd >= 0) put_named(at, fd, name, name_of(task->names, task->tid, fd, name, sizeof name));
}

void note_bare_number(unsigned at, int fd) { put_named(at, fd, "", 0); }

void note_new_descriptor(const struct task *task, unsigned at, int fd) {
    if (fd >= 0) forget_names(task->names, (uint32_t)fd, (uint32_t)fd);
    note_descriptor_number(task, at, fd);
}

void note_descriptor(const struct task *task, unsigned at) { note_descriptor_number(task, at, (int)task->arguments[at]); }

void note_folder(const struct task *task, unsigned at) {
    int fd = (int)task->arguments[at];
    if (fd != AT_FDCWD) {
        note_descriptor_number(task, at, fd);
        return;
    }
    char link[48], folder[PATH_MAX];
    snprintf(link, sizeof link, "/proc/%d/cwd", task->tid);
    ssize_t length = readlink(link, folder, sizeof folder);
    put_named(at, fd, folder, length < 0 ? 0 : (size_t)length);
}

void forget_closed(const struct task *task) {
    uint32_t first = (uint32_t)task->arguments[0], second = (uint32_t)task->arguments[1];
    switch (task->number_of_call) {
    case SYS_close: forget_names(task->names, first, first); return;
    case SYS_close_range: forget_names(task->names, first, second); return;
#ifdef SYS_dup2
    case SYS_dup2:
#endif
    case SYS_dup3: forget_names(task->names, second, second); return;
    }
}
