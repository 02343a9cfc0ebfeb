// What comes later on purpose: tasks that are held in their call, and signals.
#pragma once
#include "faults.h"
#include "tasks.h"

// So much later the task goes on, or when what it awaits has happened.
void hold_for(struct task *task, uint64_t ns);
void forget_late(const struct task *task);

// Something happened to a task that others may await.
bool is_awaited(enum event event);
void note_event(enum event event, const struct task *task);

// A signal that is sent later to a party, or to one process when there is none; who is stopped by it goes on `stay_ns` after that.
struct errand {
    uint64_t wait_ns, stay_ns;
    struct party party;
    pid_t process; // 0: the party
    int signal;
};

// What there is no room to remember is done at once.
void send_later(struct errand errand);

// Lets those go on whose time has come, and sends what is due; answers how long the next one has to wait, in nanoseconds, -1 when there
// is none.
int64_t release_late(void (*go_on)(const struct task *, int signal));
