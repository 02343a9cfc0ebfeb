import type { ProgramResult } from '#libs/sandbox/sandbox';

/** The status of a peer that crashed by itself; peers do not use it for anything else. */
const crashedStatus = 113;

/**
 * What stands beside the sources of every peer that is a program of a case: it keeps students from looking into the peer, gives it its
 * name back, and tells a crash of its own from a signal that somebody sent (`si_code` and `si_pid`, see sigaction(2)).
 */
export const peerGuard = {
  path: 'ipclab-peer-guard.c',
  content: `#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <unistd.h>

static char guard_stack[65536];

static void guard_crash(int number, siginfo_t *info, void *context) {
    static const char words[] = "This peer crashed by itself.\\n";
    (void)context;
    if (info->si_code > 0 || info->si_pid == getpid()) {
        ssize_t told = write(2, words, sizeof words - 1);
        (void)told;
        _exit(${crashedStatus});
    }
    signal(number, SIG_DFL);
    raise(number);
}

__attribute__((constructor)) static void guard_peer(void) {
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS};
    stack_t stack = {.ss_sp = guard_stack, .ss_flags = 0, .ss_size = sizeof guard_stack};
    struct sigaction action = {.sa_sigaction = guard_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_NAME, program_invocation_short_name);
    sigemptyset(&action.sa_mask);
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++) sigaction(crashes[i], &action, NULL);
}
`,
};

/** Whether a peer crashed by itself. Nobody in the sandbox can write to its standard error but the peer. */
export function hasCrashed({ end }: ProgramResult): boolean {
  return end.kind === 'exited' && end.code === crashedStatus;
}
