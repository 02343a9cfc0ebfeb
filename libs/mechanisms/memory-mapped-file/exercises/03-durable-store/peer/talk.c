#define _GNU_SOURCE
#include "talk.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const char *token;
int patience = 1;
const char *crash_word = "killed";

/* Everybody that was started and has not been collected. */
static pid_t living[8];

static void note(pid_t old, pid_t new)
{
    for (size_t i = 0; i < sizeof living / sizeof living[0]; i++)
        if (living[i] == old) {
            living[i] = new;
            return;
        }
}

void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    for (size_t i = 0; i < sizeof living / sizeof living[0]; i++)
        if (living[i] != 0)
            kill(living[i], SIGKILL);
    vprintf(format, arguments);
    printf("\n");
    fflush(stdout);
    va_end(arguments);
    _exit(0);
}

double now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

void spin_us(double us)
{
    double until = now_us() + us;
    while (now_us() < until)
        continue;
}

const char *one_word(const char *text)
{
    static char words[4][44];
    static int next;
    char *word = words[next++ % 4];
    size_t at = 0;
    for (; text[at] != 0 && at < 40; at++)
        word[at] = text[at] > 32 && text[at] < 127 ? text[at] : '_';
    word[at] = 0;
    return at == 0 ? strcpy(word, "nothing") : word;
}

void start(struct store *one, const char *file)
{
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0)
        exit(1);
    one->have = 0;
    one->pid = fork();
    if (one->pid == 0) {
        char *const program[] = {"./store", (char *)file, NULL};
        char *const python[] = {"python3", "store.py", (char *)file, NULL};
        if (dup2(in[0], 0) < 0 || dup2(out[1], 1) < 0)
            _exit(126);
        signal(SIGPIPE, SIG_DFL);
        if (access("./store", X_OK) == 0)
            execv("./store", program);
        else
            execv("/usr/bin/python3", python);
        _exit(127);
    }
    if (one->pid < 0)
        exit(1);
    note(0, one->pid);
    close(in[0]);
    close(out[1]);
    one->in = in[1];
    one->out = out[0];
}

bool hand(struct store *one, const void *bytes, size_t count)
{
    const char *from = bytes;
    while (count > 0) {
        ssize_t done = write(one->in, from, count);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        from += done;
        count -= (size_t)done;
    }
    return true;
}

long receive(struct store *one, char *line, double within_ms)
{
    double until = now_us() + within_ms * 1e3;
    for (;;) {
        char *end = memchr(one->got, '\n', one->have);
        if (end != NULL) {
            size_t length = (size_t)(end - one->got);
            size_t most = length < LINE_BYTES - 1 ? length : LINE_BYTES - 1;
            memcpy(line, one->got, most);
            line[most] = 0;
            one->have -= length + 1;
            memmove(one->got, end + 1, one->have);
            return (long)most;
        }
        double left = until - now_us();
        struct pollfd there = {one->out, POLLIN, 0};
        if (one->have == sizeof one->got || poll(&there, 1, left <= 0 ? 0 : (int)(left / 1e3) + 1) <= 0)
            return -1;
        ssize_t more = read(one->out, one->got + one->have, sizeof one->got - one->have);
        if (more == 0 || (more < 0 && errno != EINTR))
            return -2;
        if (more > 0)
            one->have += (size_t)more;
    }
}

static _Noreturn void say_end(struct store *one, const char *what)
{
    int status = 0;
    waitpid(one->pid, &status, 0);
    if (WIFSIGNALED(status))
        say("%s SIG%s %s", crash_word, sigabbrev_np(WTERMSIG(status)), one_word(what));
    say("ended %d %s", WEXITSTATUS(status), one_word(what));
}

long ask(struct store *one, const char *command, const char *what, char *answer)
{
    if (!hand(one, command, strlen(command)))
        say_end(one, what);
    long length = receive(one, answer, SECONDS_MOST * 1e3 * patience);
    if (length == -1)
        say("silent %s", one_word(what));
    if (length == -2)
        say_end(one, what);
    return length;
}

void expect(struct store *one, const char *command, const char *what, const char *wanted)
{
    static char answer[LINE_BYTES];
    ask(one, command, what, answer);
    if (strcmp(answer, wanted) != 0)
        say("wrong %s %s %s", one_word(what), one_word(answer), one_word(wanted));
}

void kill_now(struct store *one)
{
    kill(one->pid, SIGKILL);
    waitpid(one->pid, NULL, 0);
    note(one->pid, 0);
}

void leave(struct store *one)
{
    close(one->in);
    close(one->out);
}

void finish(struct store *one)
{
    close(one->in);
    double until = now_us() + SECONDS_MOST * 1e6 * patience;
    int status = 0;
    while (waitpid(one->pid, &status, WNOHANG) == 0) {
        if (now_us() > until)
            say("stays %d", SECONDS_MOST * patience);
        usleep(500);
    }
    note(one->pid, 0);
    close(one->out);
    if (WIFSIGNALED(status))
        say("killed SIG%s end-of-input", sigabbrev_np(WTERMSIG(status)));
    if (WEXITSTATUS(status) != 0)
        say("ended %d end-of-input", WEXITSTATUS(status));
}

bool has_read(struct store *one)
{
    int left = 0;
    return ioctl(one->in, FIONREAD, &left) == 0 && left == 0;
}

bool sleeps(struct store *one)
{
    char name[32], text[256] = "";
    snprintf(name, sizeof name, "/proc/%d/stat", one->pid);
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    const char *state = length > 0 ? strrchr(text, ')') : NULL;
    return state != NULL && state[2] == 'S';
}
