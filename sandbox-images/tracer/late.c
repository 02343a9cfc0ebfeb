#define _GNU_SOURCE
#include "late.h"
#include "stream.h"

static struct task *first;

void hold_for(struct task *task, uint32_t ms) {
    task->held_until_ns = now_ns() + (uint64_t)ms * 1000000ULL;
    task->next_late = first;
    first = task;
}

void forget_late(const struct task *task) {
    for (struct task **at = &first; *at; at = &(*at)->next_late) {
        if (*at != task) continue;
        *at = task->next_late;
        return;
    }
}

int64_t release_late(void (*go_on)(const struct task *, int signal)) {
    int64_t next = -1;
    uint64_t now = first ? now_ns() : 0;
    for (struct task **at = &first; *at;) {
        struct task *task = *at;
        if (task->held_until_ns <= now) {
            *at = task->next_late;
            task->held_until_ns = 0;
            go_on(task, 0);
            continue;
        }
        int64_t left = (int64_t)(task->held_until_ns - now);
        if (next < 0 || left < next) next = left;
        at = &task->next_late;
    }
    return next;
}
