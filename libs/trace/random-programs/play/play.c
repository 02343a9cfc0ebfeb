// Plays a script of one or several processes: each line is a process, an operation and its words, in the one order in which all happen.
#include "play.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared *shared;
int self;
static struct line lines[MAX_LINES];
static unsigned line_count;
// As it came, for a process that executes the player again.
static char *script;

void check(bool holds, const struct line *line) {
    if (holds) return;
    fprintf(stderr, "process %d: %s %s: %s\n", self, line->words[0], line->words[1] ? line->words[1] : "", strerror(errno));
    _exit(3);
}

int number(const struct line *line, int at) { return line->words[at] ? atoi(line->words[at]) : 0; }
int slot(const struct line *line, int at) { return shared->slots[self][number(line, at)]; }
bool is(const struct line *line, const char *word) { return !strcmp(line->words[0], word); }

void put_slot(const struct line *line, int at, int fd) {
    check(fd >= 0, line);
    shared->slots[self][number(line, at)] = fd;
}

static void await_turn(unsigned wanted) {
    for (unsigned now = shared->turn; now < wanted; now = shared->turn) syscall(SYS_futex, &shared->turn, FUTEX_WAIT, now, NULL, NULL, 0);
}

static void set_turn(unsigned next) {
    shared->turn = next;
    syscall(SYS_futex, &shared->turn, FUTEX_WAKE, MAX_PROCESSES, NULL, NULL, 0);
}

// Waits until another process sleeps in the call that it was about to make: traced stops and running are other states, proc(5).
static void await_sleep(const struct line *line) {
    int to = number(line, 1);
    for (char state = 0; state != 'S';) {
        char path[32], text[256] = "";
        int thread = shared->sleepers[to];
        if (thread == 0) continue;
        snprintf(path, sizeof path, "/proc/%d/stat", thread);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        check(fd >= 0 && read(fd, text, sizeof text - 1) > 0 && close(fd) == 0, line);
        char *name_end = strrchr(text, ')');
        check(name_end != NULL, line);
        state = name_end[2];
    }
}

static void start_again(int as, unsigned at, bool spawned) {
    char who[16], where[16];
    snprintf(who, sizeof who, "%d", as);
    snprintf(where, sizeof where, "%u", at);
    char *arguments[] = {"play", script, who, where, NULL}, *environment[] = {NULL};
    pid_t pid;
    if (!spawned) execve("/proc/self/exe", arguments, environment);
    else if (posix_spawn(&pid, "/proc/self/exe", NULL, NULL, arguments, environment) == 0) return;
    _exit(4);
}

// A child that goes on as another process behind the same line; it says itself when it is there: only then may others send it signals.
static bool play_births(const struct line *line, unsigned at) {
    int child = number(line, 1);
    if (is(line, "fork") || is(line, "spawn") || is(line, "vfork")) memcpy(shared->slots[child], shared->slots[self], sizeof shared->slots[0]);
    if (is(line, "spawn")) {
        start_again(child, at, true);
    } else if (is(line, "vfork")) {
        pid_t pid = vfork();
        if (pid == 0) start_again(child, at, false);
        check(pid > 0, line);
    } else if (is(line, "fork")) {
        pid_t pid = fork();
        check(pid >= 0, line);
        if (pid > 0) return true;
        self = child;
        alarm(LIFE_SECONDS);
        shared->pids[self] = getpid();
        set_turn(at + 1);
    } else {
        return false;
    }
    return true;
}

static void *perform(void *given) {
    const struct line *line = given;
    if (line->aside) shared->sleepers[self] = (int)syscall(SYS_gettid);
    if (is(line, "exec")) start_again(self, (unsigned)(line - lines), false);
    bool done = play_transfers(line) || play_objects(line) || play_locks(line) || play_memory(line) || play_semaphores(line) ||
                play_signals(line) || play_moves(line);
    if (!done) errno = ENOSYS;
    check(done, line);
    if (line->aside) shared->sleepers[self] = 0;
    return NULL;
}

static void perform_in(struct line *line) {
    pthread_t thread;
    if (!line->threaded) perform(line);
    else check(pthread_create(&thread, NULL, perform, line) == 0 && pthread_join(thread, NULL) == 0, line);
}

static void play(unsigned at) {
    struct line *line = &lines[at];
    await_turn(line->early ? at - 1 : at);
    if (is(line, "exit")) _exit(0);
    if (play_births(line, at)) return;
    if (line->aside) set_turn(at + 1);
    if (is(line, "wait")) check(waitpid(shared->pids[number(line, 1)], NULL, 0) > 0, line);
    else if (is(line, "asleep")) await_sleep(line);
    else if (!is(line, "woke")) perform_in(line);
    if (line->aside) return;
    if (!is(line, "wait")) await_turn(at);
    set_turn(at + 1);
}

static void read_script(char *text) {
    for (char *end, *part = strtok_r(text, ";", &end); part && line_count < MAX_LINES; part = strtok_r(NULL, ";", &end)) {
        char *rest;
        struct line *line = &lines[line_count++];
        line->process = atoi(strtok_r(part, " ", &rest));
        for (int i = 0; i < MAX_WORDS; i++) line->words[i] = strtok_r(NULL, " ", &rest);
        line->early = !strcmp(line->words[0], "wait");
        for (size_t last; last = strlen(line->words[0]) - 1, strchr("!&@^", line->words[0][last]); line->words[0][last] = 0) {
            line->early |= line->words[0][last] == '!';
            line->aside |= line->words[0][last] == '&';
            line->threaded |= line->words[0][last] == '@';
            line->closing |= line->words[0][last] == '^';
        }
    }
}

static void map_shared(void) {
    int fd = open("turn", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || ftruncate(fd, sizeof *shared) != 0) exit(5);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared == MAP_FAILED) exit(5);
    close(fd);
}

// `play SCRIPT`, and for a process that goes on as this program: `play SCRIPT PROCESS LINE`.
int main(int argc, char **argv) {
    if (argc != 2 && argc != 4) return 2;
    alarm(LIFE_SECONDS);
    map_shared();
    prepare_signals();
    script = strdup(argv[1]);
    read_script(argv[1]);
    unsigned at = 0;
    if (argc == 4) {
        self = atoi(argv[2]);
        at = (unsigned)atoi(argv[3]) + 1;
    }
    shared->pids[self] = getpid();
    if (argc == 4) set_turn(at);
    for (; at < line_count; at++)
        if (lines[at].process == self) play(at);
    await_turn(line_count);
    while (waitpid(-1, NULL, 0) > 0) continue;
    return 0;
}
