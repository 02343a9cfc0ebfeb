// Lines that send signals and ask for those that wait. Signals are named by number, real-time ones from SIGRTMIN on.
#include "play.h"
#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

static void delivered(int signal) {
    (void)signal;
    shared->delivered[self]++;
}

static sigset_t asked_for(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigaddset(&set, SIGRTMIN + 1);
    sigaddset(&set, SIGRTMIN + 2);
    return set;
}

void prepare_signals(void) {
    sigset_t blocked = asked_for();
    signal(SIGUSR1, delivered);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
}

// 0 is the standard one, which is pending or not; the others queue.
static int signal_of(int rank) { return rank == 0 ? SIGUSR2 : SIGRTMIN + rank; }

static int send_by(const struct line *line, int signal) {
    pid_t to = shared->pids[number(line, 1)];
    if (is(line, "kill")) return kill(to, signal);
    if (is(line, "tgkill")) return (int)syscall(SYS_tgkill, to, to, signal);
    int pidfd = (int)syscall(SYS_pidfd_open, to, 0);
    int result = (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
    return close(pidfd) == 0 ? result : -1;
}

// `sigtake RANK VALUE`: the one that is asked for is the one that comes.
static void take_signal(const struct line *line) {
    sigset_t wanted;
    siginfo_t info;
    sigemptyset(&wanted);
    sigaddset(&wanted, signal_of(number(line, 1)));
    int taken;
    do taken = sigwaitinfo(&wanted, &info);
    while (taken < 0 && errno == EINTR);
    check(taken == signal_of(number(line, 1)) && (number(line, 1) == 0 || info.si_value.sival_int == number(line, 2)), line);
}

static void read_signal(const struct line *line) {
    struct signalfd_siginfo info;
    check(read(slot(line, 1), &info, sizeof info) == sizeof info, line);
    check((int)info.ssi_signo == signal_of(number(line, 2)), line);
}

bool play_signals(const struct line *line) {
    if (is(line, "kill") || is(line, "tgkill") || is(line, "pidfdkill")) {
        int to = number(line, 1);
        unsigned before = shared->delivered[to];
        check(send_by(line, SIGUSR1) == 0, line);
        while (shared->delivered[to] == before) continue;
    } else if (is(line, "sigsend")) {
        check(kill(shared->pids[number(line, 1)], SIGUSR2) == 0, line);
    } else if (is(line, "sigqueue")) {
        union sigval value = {.sival_int = number(line, 3)};
        check(sigqueue(shared->pids[number(line, 1)], signal_of(number(line, 2)), value) == 0, line);
    } else if (is(line, "sigtake")) {
        take_signal(line);
    } else if (is(line, "signalfd")) {
        sigset_t set = asked_for();
        put_slot(line, 1, signalfd(-1, &set, line->closing ? SFD_CLOEXEC : 0));
    } else if (is(line, "sigread")) {
        read_signal(line);
    } else {
        return false;
    }
    return true;
}
