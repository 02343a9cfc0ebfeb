#define _GNU_SOURCE
#include "child.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

enum { ERRORS = 2, EXTRA = 3, FAILED = 127 };

_Noreturn static void give_up(const char *what, const char *which) {
    dprintf(ERRORS, "%s%s: %s\n", what, which, strerror(errno));
    _exit(FAILED);
}

static void put(int from, int as) {
    if (from == as) return;
    if (from < 0 || dup2(from, as) < 0) give_up("No descriptor to give", "");
    close(from);
}

// The host's socket may be full for a moment: connect(2) then waits, as this socket blocks.
static void connect_as(const struct order *order, uint8_t as) {
    struct sockaddr_un there = {.sun_family = AF_UNIX};
    if (strlen(order->socket) >= sizeof there.sun_path) give_up("The socket's path is too long", "");
    strcpy(there.sun_path, order->socket);
    int connection = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connection < 0 || connect(connection, (struct sockaddr *)&there, sizeof there) < 0) give_up("No connection to ", order->socket);
    unsigned char greeting[5] = {0, 0, 0, 0, as};
    for (int i = 0; i < 4; i++) greeting[i] = (unsigned char)(order->id >> (8 * i));
    if (write(connection, greeting, sizeof greeting) != sizeof greeting) give_up("No greeting to ", order->socket);
    put(connection, as);
}

static void join_group(const char *members) {
    int file = open(members, O_WRONLY | O_CLOEXEC);
    if (file < 0 || write(file, "0", 1) != 1) give_up("Not in the group of ", members);
    close(file);
}

static void take_identity(uint32_t uid) {
    if (uid == OWN_UID) return;
    if (setgroups(0, NULL) < 0 || setresgid(uid, uid, uid) < 0 || setresuid(uid, uid, uid) < 0) give_up("No change of user", "");
}

static void reset_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
}

_Noreturn void become(const struct order *order, int launcher_pid) {
    connect_as(order, ERRORS);
    for (uint16_t i = 0; i < order->group_count; i++) join_group(order->groups[i]);
    if (order->channel) connect_as(order, EXTRA);
    else if (order->file[0]) put(open(order->file, O_RDWR), EXTRA);
    else close(EXTRA);
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0) give_up("No /dev/null", "");
    close(null);
    if (syscall(SYS_close_range, EXTRA + 1, ~0U, 0) < 0) give_up("Descriptors stay open", "");
    take_identity(order->uid);
    reset_signals();
    // After the change of user, which would clear it, see prctl(2).
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != launcher_pid) _exit(FAILED);
    execve(order->words[0], order->words, (char *[]){NULL});
    give_up("Not to be executed: ", order->words[0]);
}
