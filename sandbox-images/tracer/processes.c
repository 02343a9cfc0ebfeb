#define _GNU_SOURCE
#include "processes.h"
#include <signal.h>
#include <stdlib.h>

struct life {
    pid_t process;
    int program, number;
    bool has_begun;
    int waiting; // a signal that comes when it has begun; 0: none
};

static struct life *lives;
static size_t count, room;
static struct {
    int births;
    bool has_ended;
} programs[MOST_PROGRAMS];

static bool is_known(int program) { return program >= 0 && program < MOST_PROGRAMS; }

// Without memory for it a process is met by no fault that names it, and lives as ever.
void note_process(pid_t process, int program, bool has_begun) {
    int number = is_known(program) ? programs[program].births++ : -1;
    if (count == room) {
        size_t wanted = room ? 2 * room : 64;
        struct life *larger = realloc(lives, wanted * sizeof *larger);
        if (!larger) return;
        lives = larger;
        room = wanted;
    }
    lives[count++] = (struct life){.process = process, .program = program, .number = number, .has_begun = has_begun};
}

static struct life *life_of(pid_t process) {
    for (size_t i = 0; i < count; i++)
        if (lives[i].process == process) return &lives[i];
    return NULL;
}

void note_begin(pid_t process) {
    struct life *life = life_of(process);
    if (!life || life->has_begun) return;
    life->has_begun = true;
    if (life->waiting != 0) kill(process, life->waiting);
}

static bool send(struct life *life, int signal) {
    // Who may have stopped itself on purpose has to go on, begun or not.
    bool goes_now = life->has_begun || signal == SIGCONT;
    life->waiting = goes_now ? 0 : signal;
    return !goes_now || kill(life->process, signal) == 0;
}

void note_end_of_process(pid_t process) {
    const struct life *life = life_of(process);
    if (!life) return;
    if (life->number == 0) programs[life->program].has_ended = true;
    lives[life - lives] = lives[--count];
}

static bool is_in(const struct life *life, struct party party) {
    if (party.program >= 0 && party.program != life->program) return false;
    return party.process < 0 || party.process == life->number;
}

bool belongs(pid_t process, struct party party) {
    if (party.program < 0 && party.process < 0) return true;
    const struct life *life = life_of(process);
    return life && is_in(life, party);
}

bool has_ended(int program, int but) {
    if (program >= 0) return is_known(program) && programs[program].has_ended;
    for (int i = 0; i < MOST_PROGRAMS; i++)
        if (i != but && programs[i].has_ended) return true;
    return false;
}

pid_t signal_party(struct party party, int signal, pid_t but) {
    pid_t last = 0;
    for (size_t i = 0; i < count; i++) {
        if (lives[i].process == but || !is_in(&lives[i], party)) continue;
        if (send(&lives[i], signal)) last = lives[i].process;
    }
    return last;
}

void signal_process(pid_t process, int signal) {
    struct life *life = life_of(process);
    if (life) send(life, signal);
}
