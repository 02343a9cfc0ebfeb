/*
 * crowd COUNT AT_ONCE KIND REPORTER… PATH PATIENCE: starts the reporter so many times, with a text of KIND in the place of its last
 * argument, and prints what became of each: `sent PID UID TEXT`, `busy PID` (status 4), `ended PID HOW`, or `late PID` after 8 s.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TEXT_MAX = 65537, CHILDREN_MAX = 64 };

struct reporter {
    pid_t pid;
    double since;
    char *text;
};

static struct reporter running[CHILDREN_MAX];
static int count_running, patience;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static unsigned draw(void)
{
    unsigned value;
    if (getrandom(&value, sizeof value, 0) != sizeof value)
        abort();
    return value;
}

/* Bytes of any value but those that end a text or a line. */
static char *random_bytes(size_t length)
{
    char *text = calloc(length + 1, 1);
    for (size_t i = 0; text != NULL && i < length; i++)
        do
            text[i] = (char)draw();
        while (text[i] == '\0' || text[i] == '\n');
    return text;
}

static char *random_letters(size_t length)
{
    char *text = calloc(length + 1, 1);
    for (size_t i = 0; text != NULL && i < length; i++)
        text[i] = (char)('a' + draw() % 26);
    return text;
}

static char *make_text(const char *kind, int number)
{
    if (strcmp(kind, "largest") == 0)
        return random_letters(65536);
    if (strcmp(kind, "too-long") == 0)
        return random_letters(65537);
    if (strcmp(kind, "odd") != 0)
        return random_letters(1 + draw() % 200);
    switch (number % 5) {
    case 0:
        return strdup("  two blanks stand before this");
    case 1:
        return strdup("%s%d%n%%");
    case 2:
        return strdup("1 0 I am somebody else");
    case 3:
        return random_letters(1);
    default:
        return random_bytes(1 + draw() % 200);
    }
}

static void start(char **command, int last, char *text)
{
    struct reporter *one = &running[count_running++];
    command[last] = text;
    one->text = text;
    one->since = now();
    one->pid = fork();
    if (one->pid == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, 1);
        execvp(command[0], command);
        _exit(127);
    }
}

static void tell(const struct reporter *one, int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        printf("sent %ld %ld %s\n", (long)one->pid, (long)getuid(), one->text);
    else if (WIFEXITED(status) && WEXITSTATUS(status) == 4)
        printf("busy %ld\n", (long)one->pid);
    else if (WIFEXITED(status))
        printf("ended %ld with status %d\n", (long)one->pid, WEXITSTATUS(status));
    else
        printf("ended %ld by signal %d\n", (long)one->pid, WTERMSIG(status));
    fflush(stdout);
}

static void forget(int at)
{
    free(running[at].text);
    running[at] = running[--count_running];
}

/* Looks every few milliseconds who has ended, and who has had its time. */
static void collect(void)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    for (int at = count_running; at-- > 0;) {
        int status;
        if (waitpid(running[at].pid, &status, WNOHANG) == running[at].pid) {
            tell(&running[at], status);
            forget(at);
        } else if (now() - running[at].since > 8.0 * patience) {
            printf("late %ld\n", (long)running[at].pid);
            fflush(stdout);
            kill(running[at].pid, SIGKILL);
            waitpid(running[at].pid, &status, 0);
            forget(at);
        }
    }
    nanosleep(&moment, NULL);
}

int main(int argc, char **argv)
{
    if (argc < 7)
        return 2;
    int count = atoi(argv[1]), at_once = atoi(argv[2]);
    patience = atoi(argv[argc - 1]);
    for (int number = 0; number < count; number++) {
        while (count_running >= at_once)
            collect();
        start(argv + 4, argc - 5, make_text(argv[3], number));
    }
    while (count_running > 0)
        collect();
    return 0;
}
