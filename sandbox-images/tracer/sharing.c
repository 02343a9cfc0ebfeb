#define _GNU_SOURCE
#include "sharing.h"
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

// What libraries map of the system's own files, such as locales, nobody changes.
static bool is_of_system(const struct task *task) {
    char name[16];
    size_t length = name_of(task->names, task->tid, (int)task->arguments[4], name, sizeof name - 1);
    name[length] = 0;
    return strncmp(name, "/usr/", 5) == 0 || strncmp(name, "/lib", 4) == 0 || strncmp(name, "/etc/", 5) == 0;
}

bool makes_shared_memory(const struct task *task) {
    if (task->number_of_call == SYS_shmat) return true;
    if (task->number_of_call != SYS_mmap || !(task->arguments[3] & MAP_SHARED)) return false;
    return (task->arguments[3] & MAP_ANONYMOUS) || (task->arguments[2] & PROT_WRITE) || !is_of_system(task);
}

bool shares_all_memory(const struct task *maker) {
    uint64_t flags = maker->arguments[0];
    return maker->call != NO_CALL && maker->number_of_call == SYS_clone && (flags & CLONE_VM) && !(flags & CLONE_VFORK);
}
