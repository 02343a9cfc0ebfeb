#define _GNU_SOURCE
#include "student.h"
#include "../seccomp/trace-filter.h"
#include "protocol.h"
#include "seccomp-filter.h"
#include "terminal.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct setup_failure *failure;

// Tells the runner what kept the program from being set up.
_Noreturn static void give_up(const char *what) {
    if (failure) {
        failure->error = errno;
        snprintf(failure->what, sizeof failure->what, "%s", what);
    }
    _exit(126);
}

// Says on the program's own standard error why it is none, as a shell does.
_Noreturn static void tell_no_program(const char *name) {
    char text[512];
    int length = snprintf(text, sizeof text, "%s: %s\n", name, strerror(errno));
    if (length > 0 && write(2, text, (size_t)length) < 0) _exit(126);
    _exit(127);
}

static void bound(__rlimit_resource_t what, uint64_t value) {
    struct rlimit now;
    if (getrlimit(what, &now) < 0) give_up("getrlimit");
    // A hard limit can only be lowered here.
    rlim_t wanted = value < now.rlim_max ? value : now.rlim_max;
    struct rlimit limit = {.rlim_cur = wanted, .rlim_max = wanted};
    if (setrlimit(what, &limit) < 0) give_up("setrlimit");
}

// Added to what the grader runs with: a lower one than that would be refused, and one above 19 is 19.
enum { STUDENT_NICE = 5 };

static void bound_all(const struct limits *limits) {
    bound(RLIMIT_CORE, 0);
    bound(RLIMIT_NOFILE, limits->open_files);
    // Beyond what the folders hold, so that a full one says ENOSPC and only files full of holes meet SIGXFSZ.
    bound(RLIMIT_FSIZE, limits->disk_bytes + 4096);
    bound(RLIMIT_CPU, limits->cpu_seconds);
    bound(RLIMIT_STACK, 8U << 20);
    bound(RLIMIT_NPROC, limits->tasks);
    bound(RLIMIT_MSGQUEUE, 819200);
    bound(RLIMIT_MEMLOCK, 8U << 20);
    bound(RLIMIT_SIGPENDING, 1024);
    if (limits->address_bytes > 0) bound(RLIMIT_AS, limits->address_bytes);
}

static void give_up_privileges(void) {
    if (setns(student_namespace(), CLONE_NEWUSER) < 0) give_up("setns");
    if (setresgid(1000, 1000, 1000) < 0 || setresuid(1000, 1000, 1000) < 0) give_up("setresuid");
    for (unsigned long capability = 0; capability < 64; capability++) prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct none[2];
    memset(none, 0, sizeof none);
    if (syscall(SYS_capset, &header, none) < 0) give_up("capset");
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) give_up("prctl");
}

// Leaves 0, 1 and 2, and until exec the gate as 3 and a sealed program as 4.
static void arrange_descriptors(struct ends ends, int sealed) {
    if (ends.error >= 0 && dup2(ends.error, 2) < 0) give_up("standard error");
    if (ends.input >= 0 ? dup2(ends.input, 0) < 0 : close(0) < 0) give_up("standard input");
    if (ends.output >= 0 ? dup2(ends.output, 1) < 0 : close(1) < 0) give_up("standard output");
    // dup3 refuses equal numbers; descriptor 3 is the control socket, so they never are.
    if (dup3(ends.gate, 3, O_CLOEXEC) < 0) give_up("gate");
    if (sealed >= 0 && sealed != 4 && dup3(sealed, 4, O_CLOEXEC) < 0) give_up("sealed program");
    if (syscall(SYS_close_range, sealed >= 0 ? 5U : 4U, ~0U, 0) < 0) give_up("close_range");
}

// Raising is allowed to everybody: the runner is then the last to be chosen when memory runs out. Where the whole grader was told to
// be chosen early, as OOMScoreAdjust= of a service does, that stays: lowering would be refused with EACCES.
static void volunteer_for_oom(void) {
    // A hidden process may not open its own file; before setns no student may look at this one.
    prctl(PR_SET_DUMPABLE, 1);
    int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score < 0 || (write(score, "500", 3) != 3 && errno != EACCES)) give_up("oom_score_adj");
    close(score);
    prctl(PR_SET_DUMPABLE, 0);
}

// Not before everything else is done: the program is to meet these bounds, and nobody on its behalf.
static void bound_program(const struct program *program) {
    if (program->open_files > 0) bound(RLIMIT_NOFILE, program->open_files);
    if (program->file_bytes > 0) bound(RLIMIT_FSIZE, program->file_bytes);
}

static void reset_signals(uint64_t ignored) {
    struct sigaction plain, ignoring;
    memset(&plain, 0, sizeof plain);
    plain.sa_handler = SIG_DFL;
    ignoring = plain;
    ignoring.sa_handler = SIG_IGN;
    // KILL, STOP and the two that libc keeps for itself refuse, rightly.
    for (int number = 1; number < 65; number++) sigaction(number, ignored & (1ULL << (number - 1)) ? &ignoring : &plain, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

void become_student(const struct program *program, const struct limits *limits, struct ends ends) {
    failure = ends.failure;
    if (setsid() < 0) give_up("setsid");
    umask(program->umask & 0777);
    // The runner has to answer while students keep every processor of their group busy.
    int nice = getpriority(PRIO_PROCESS, 0);
    if (setpriority(PRIO_PROCESS, 0, nice + STUDENT_NICE) < 0) give_up("setpriority");
    volunteer_for_oom();
    bound_all(limits);
    give_up_privileges();
    arrange_descriptors(ends, program->sealed_fd);
    if (program->stdin_kind == STDIN_TERMINAL && !take_terminal()) give_up("terminal");
    if (chdir("/box") < 0) give_up("/box");
    reset_signals(program->ignored);
    bound_program(program);
    if (limits->fixed_addresses && personality(ADDR_NO_RANDOMIZE) < 0) give_up("personality");
    if (munmap(ends.failures, ends.failures_bytes) < 0) give_up("munmap");
    failure = NULL;
    install_seccomp_filter(limits->soft);
    // A tracer attaches while the read waits; nothing of the program's own comes before the exec.
    char byte;
    if (read(3, &byte, 1) < 0) give_up("gate");
    if (limits->stops != STOPS_NOWHERE) install_trace_filter(limits->stops);
    if (program->sealed_fd >= 0) syscall(SYS_execveat, 4, "", program->argv, program->envp, AT_EMPTY_PATH);
    else execvpe(program->argv[0], program->argv, program->envp);
    tell_no_program(program->argv[0]);
}
