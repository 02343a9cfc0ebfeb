/*
 * ask PATH nonsense|ghosts|quick PATIENCE: a client of its own kind. It prints the numbers that it got, or what was wrong.
 *   nonsense: lines that are no requests, then two requests in one write, then one in single bytes
 *   ghosts:   a request without a reply FIFO, one whose FIFO nobody reads, one of a client that dies as soon as the server has its FIFO open
 *   quick:    closes PATH at once after its request
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *path;
static int patience;

static void give_up(const char *says)
{
    puts(says);
    exit(3);
}

static int open_path(void)
{
    int fd = open(path, O_WRONLY | O_NONBLOCK);
    if (fd < 0)
        give_up("nobody reads PATH");
    return fd;
}

static const char *reply_name(pid_t pid)
{
    static char name[512];
    snprintf(name, sizeof name, "%s.%ld", path, (long)pid);
    return name;
}

static void send_text(int fd, const char *text)
{
    if (write(fd, text, strlen(text)) != (ssize_t)strlen(text))
        give_up("the server is gone");
}

/* One line of a reply; -1 when none comes in time. */
static long read_reply(int fd)
{
    char line[64];
    size_t length = 0;
    struct pollfd one = {.fd = fd, .events = POLLIN};
    while (length + 1 < sizeof line && poll(&one, 1, 2000 * patience) == 1 && read(fd, line + length, 1) == 1)
        if (line[length++] == '\n') {
            line[length] = '\0';
            return atol(line);
        }
    return -1;
}

static int open_replies(pid_t pid)
{
    if (mkfifo(reply_name(pid), 0600) < 0)
        give_up("no FIFO for the reply");
    return open(reply_name(pid), O_RDWR);
}

/* A process that only lends its number. */
static pid_t lend_number(void)
{
    pid_t pid = fork();
    if (pid == 0)
        for (;;)
            pause();
    return pid;
}

static void nonsense(void)
{
    static const char *const lines[] = {"x y\n", "-1 5\n", "7 0\n", "\n", "12\n"};
    char text[128];
    pid_t other = lend_number();
    int requests = open_path(), one = open_replies(getpid()), two = open_replies(other);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        send_text(requests, lines[i]);
    snprintf(text, sizeof text, "%ld 1000001\n", (long)getpid());
    send_text(requests, text);
    snprintf(text, sizeof text, "%ld 30\n%ld 30\n", (long)getpid(), (long)other);
    send_text(requests, text);
    long first = read_reply(one), second = read_reply(two);
    if (first < 0 || second < 0)
        printf("two requests in one write: %s reply\n", first < 0 && second < 0 ? "no" : "only one");
    else if (first + second != 30 || first * second != 0)
        printf("after nonsense the first two blocks of 30 begin at %ld and %ld\n", first, second);
    else
        puts("two requests in one write: two replies");
    snprintf(text, sizeof text, "%ld 30\n", (long)getpid());
    for (const char *at = text; *at != '\0'; at++) {
        const struct timespec moment = {.tv_nsec = 2000000};
        if (write(requests, at, 1) != 1)
            give_up("the server is gone");
        nanosleep(&moment, NULL);
    }
    printf("a request in single bytes: %ld\n", read_reply(one));
    unlink(reply_name(getpid()));
    unlink(reply_name(other));
    kill(other, SIGKILL);
    waitpid(other, NULL, 0);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Dies as soon as the server has its FIFO open: until then a read without waiting returns 0, from then on EAGAIN. */
static void die_at_reply(void)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    char text[64], byte;
    if (mkfifo(reply_name(getpid()), 0600) < 0)
        _exit(1);
    int fd = open(reply_name(getpid()), O_RDONLY | O_NONBLOCK);
    snprintf(text, sizeof text, "%ld 5\n", (long)getpid());
    int requests = open(path, O_WRONLY | O_NONBLOCK);
    if (requests < 0 || write(requests, text, strlen(text)) < 0)
        _exit(1);
    for (double end = seconds() + 2 * patience; seconds() < end && read(fd, &byte, 1) == 0;)
        nanosleep(&moment, NULL);
    _exit(0);
}

static void ghosts(void)
{
    char text[64];
    int requests = open_path();
    pid_t missing = lend_number(), deaf = lend_number();
    if (mkfifo(reply_name(deaf), 0600) < 0)
        give_up("no FIFO for the reply");
    snprintf(text, sizeof text, "%ld 5\n", (long)missing);
    send_text(requests, text);
    snprintf(text, sizeof text, "%ld 5\n", (long)deaf);
    send_text(requests, text);
    puts("two asked");
    fflush(stdout);
    pid_t dying = fork();
    if (dying == 0)
        die_at_reply();
    waitpid(dying, NULL, 0);
    kill(missing, SIGKILL);
    kill(deaf, SIGKILL);
    waitpid(missing, NULL, 0);
    waitpid(deaf, NULL, 0);
    unlink(reply_name(deaf));
    unlink(reply_name(dying));
    puts("three are dead");
}

static void quick(void)
{
    char text[64];
    int replies = open_replies(getpid()), requests = open_path();
    snprintf(text, sizeof text, "%ld 5\n", (long)getpid());
    send_text(requests, text);
    close(requests);
    printf("%ld\n", read_reply(replies));
    unlink(reply_name(getpid()));
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    path = argv[1];
    patience = atoi(argv[3]);
    signal(SIGPIPE, SIG_IGN);
    if (strcmp(argv[2], "nonsense") == 0)
        nonsense();
    else if (strcmp(argv[2], "ghosts") == 0)
        ghosts();
    else
        quick();
    return 0;
}
