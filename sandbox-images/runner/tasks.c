#define _GNU_SOURCE
#include "tasks.h"
#include "channel.h"
#include "programs.h"
#include "protocol.h"
#include "streams.h"
#include "waits.h"
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MOST_PROCESSES = 4096 };

struct process {
    pid_t pid;
    pid_t parent;
    char state;
    bool sleeps_for_ever; // all of its threads
    pid_t group;
    pid_t session;
    pid_t foreground; // the foreground group of its terminal, -1 when it has none
    uint64_t ignored; // signals, bit 0 is number 1
    uint64_t blocked;
    uint64_t run_ns;
    uint64_t wait_ns;
    uint64_t tick_ns;
    uint64_t children_ns;
    char name[64];
};

static struct process processes[MOST_PROCESSES];
static uint32_t process_count;

// Reads a small file of /proc as text; false when the process has gone.
static bool slurp(const char *path, char *text, size_t size) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    ssize_t got = read(file, text, size - 1);
    close(file);
    if (got <= 0) return false;
    text[got] = 0;
    return true;
}

// Processor time in one of the clock ticks of /proc.
static uint64_t ticks_ns(unsigned long long ticks) { return ticks * (1000000000U / (uint64_t)sysconf(_SC_CLK_TCK)); }

// The name stands in brackets and may hold brackets itself, see proc_pid_stat(5). Time of ended threads and of reaped children
// stands nowhere else.
static bool read_stat(const char *path, struct process *process) {
    char text[1024];
    if (!slurp(path, text, sizeof text)) return false;
    const char *open_bracket = strchr(text, '('), *close_bracket = strrchr(text, ')');
    if (!open_bracket || !close_bracket || close_bracket[1] == 0) return false;
    size_t length = (size_t)(close_bracket - open_bracket) - 1;
    if (length >= sizeof process->name) length = sizeof process->name - 1;
    memcpy(process->name, open_bracket + 1, length);
    process->name[length] = 0;
    int parent = 0, group = 0, session = 0, foreground = 0;
    unsigned long long user = 0, kernel = 0, children_user = 0, children_kernel = 0;
    int found = sscanf(close_bracket + 2, "%c %d %d %d %*d %d %*u %*u %*u %*u %*u %llu %llu %llu %llu", &process->state, &parent, &group, &session,
                       &foreground, &user, &kernel, &children_user, &children_kernel);
    process->parent = parent;
    process->group = group;
    process->session = session;
    process->foreground = foreground;
    process->tick_ns = ticks_ns(user + kernel);
    process->children_ns = ticks_ns(children_user + children_kernel);
    return found == 9;
}

static void add_thread(struct process *process, const char *tid) {
    char path[128], text[256];
    struct process thread = {0};
    snprintf(path, sizeof path, "/proc/%d/task/%.12s/stat", (int)process->pid, tid);
    if (read_stat(path, &thread) && strchr("RD", thread.state)) process->state = 'R';
    bool is_over = thread.state == 'Z' || thread.state == 'X';
    // A first thread that has ended before the others is no zombie for anybody to collect.
    if (!is_over && process->state == 'Z') process->state = thread.state;
    snprintf(path, sizeof path, "/proc/%d/task/%.12s/syscall", (int)process->pid, tid);
    process->sleeps_for_ever = process->sleeps_for_ever && (is_over || (slurp(path, text, sizeof text) && sleeps_for_ever(text)));
    snprintf(path, sizeof path, "/proc/%d/task/%.12s/schedstat", (int)process->pid, tid);
    unsigned long long run = 0, wait = 0;
    if (slurp(path, text, sizeof text) && sscanf(text, "%llu %llu", &run, &wait) == 2) {
        process->run_ns += run;
        process->wait_ns += wait;
    }
}

// A set of signals, in hexadecimal; see proc_pid_status(5).
static uint64_t signal_set(const char *text, const char *name) {
    const char *line = strstr(text, name);
    return line ? strtoull(line + strlen(name), NULL, 16) : 0;
}

// Its signals, and whether a timer of its own will wake it: a POSIX timer, or an interval timer whose SIGALRM it catches (an interval
// timer itself is not shown).
static void read_signals(struct process *process) {
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/%d/status", (int)process->pid);
    if (slurp(path, text, sizeof text)) {
        process->ignored = signal_set(text, "\nSigIgn:");
        process->blocked = signal_set(text, "\nSigBlk:");
        process->sleeps_for_ever = !(signal_set(text, "\nSigCgt:") & (1ULL << (SIGALRM - 1)));
    }
    snprintf(path, sizeof path, "/proc/%d/timers", (int)process->pid);
    if (slurp(path, text, sizeof text)) process->sleeps_for_ever = false;
}

static bool look_at(pid_t pid, struct process *process) {
    char path[64];
    memset(process, 0, sizeof *process);
    process->pid = pid;
    process->sleeps_for_ever = true;
    read_signals(process);
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    if (!read_stat(path, process)) return false;
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *threads = opendir(path);
    if (!threads) return true;
    for (struct dirent *entry; (entry = readdir(threads));)
        if (isdigit((unsigned char)entry->d_name[0])) add_thread(process, entry->d_name);
    closedir(threads);
    if (process->tick_ns > process->run_ns) process->run_ns = process->tick_ns;
    process->run_ns += process->children_ns;
    return true;
}

static uint32_t count_descriptors_of(pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    DIR *all = opendir(path);
    if (!all) return 0;
    uint32_t found = 0;
    for (struct dirent *entry; (entry = readdir(all));)
        if (isdigit((unsigned char)entry->d_name[0])) found++;
    closedir(all);
    return found;
}

static void look_around(void) {
    process_count = 0;
    DIR *all = opendir("/proc");
    if (!all) fail("/proc could not be read.");
    for (struct dirent *entry; (entry = readdir(all)) && process_count < MOST_PROCESSES;) {
        int pid = isdigit((unsigned char)entry->d_name[0]) ? atoi(entry->d_name) : 0;
        if (pid > 1 && look_at(pid, &processes[process_count])) process_count++;
    }
    closedir(all);
}

static uint64_t reaped_cpu_ns(void) {
    struct rusage usage;
    if (getrusage(RUSAGE_CHILDREN, &usage) < 0) return 0;
    uint64_t micros = (uint64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    return (uint64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000U + micros * 1000U;
}

void send_status(bool count_descriptors) {
    look_around();
    bool pending = streams_pending();
    begin_frame(FROM_STATUS);
    put_u8(pending ? 1 : 0);
    put_u64(reaped_cpu_ns());
    put_u32(process_count);
    for (uint32_t i = 0; i < process_count; i++) {
        const struct process *process = &processes[i];
        size_t length = strlen(process->name);
        put_u32((uint32_t)process->pid);
        put_u32((uint32_t)process->parent);
        put_u8((uint8_t)process->state);
        put_u8(process->sleeps_for_ever ? 1 : 0);
        put_u64(process->run_ns);
        put_u64(process->wait_ns);
        put_u32(count_descriptors ? count_descriptors_of(process->pid) : 0);
        put_u32((uint32_t)process->group);
        put_u32((uint32_t)process->session);
        put_u32((uint32_t)process->foreground);
        put_u64(process->ignored);
        put_u64(process->blocked);
        put_u8((uint8_t)length);
        put_bytes(process->name, length);
    }
    end_frame();
}

// Whether a process stands below a program; one whose parents are gone belongs to whom no other program claims.
static bool is_descendant(const struct process *process, uint8_t index) {
    pid_t above = process->parent;
    for (int steps = 0; steps < MOST_PROCESSES && above > 1; steps++) {
        for (uint8_t i = 0; i < program_count(); i++)
            if (program_at(i)->pid == above) return i == index;
        pid_t next = 0;
        for (uint32_t i = 0; i < process_count; i++)
            if (processes[i].pid == above) next = processes[i].parent;
        above = next;
    }
    return true;
}

// What Python's multiprocessing starts beside the children that a program asked for.
static bool is_of_a_runtime(pid_t pid) {
    char path[64], line[512];
    snprintf(path, sizeof path, "/proc/%d/cmdline", (int)pid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = file < 0 ? -1 : read(file, line, sizeof line);
    if (file >= 0) close(file);
    static const char word[] = "multiprocessing.resource_tracker";
    return got > 0 && memmem(line, (size_t)got, word, sizeof word - 1) != NULL;
}

// Children in the order of their births: pids only grow here, for nobody makes so many that they begin anew.
static void signal_child(pid_t parent, unsigned place, int number) {
    look_around();
    pid_t found = 0;
    for (unsigned older = 0; older <= place; older++) {
        pid_t next = 0;
        for (uint32_t i = 0; i < process_count; i++) {
            const struct process *one = &processes[i];
            bool is_later = one->parent == parent && one->pid > found && strchr("ZX", one->state) == NULL;
            if (is_later && (next == 0 || one->pid < next) && !is_of_a_runtime(one->pid)) next = one->pid;
        }
        if (next == 0) return;
        found = next;
    }
    kill(found, number);
}

void signal_tasks(uint8_t index, uint8_t target, int number) {
    pid_t first = program_at(index)->pid;
    if (target >= SIGNAL_FIRST_CHILD) {
        if (first > 1) signal_child(first, (unsigned)target - SIGNAL_FIRST_CHILD, number);
        return;
    }
    if (target != SIGNAL_DESCENDANTS && first > 1) kill(first, number);
    if (target == SIGNAL_PROGRAM) return;
    look_around();
    for (uint32_t i = 0; i < process_count; i++) {
        bool is_program = false;
        for (uint8_t k = 0; k < program_count(); k++) is_program = is_program || program_at(k)->pid == processes[i].pid;
        if (!is_program && is_descendant(&processes[i], index)) kill(processes[i].pid, number);
    }
}
