/*
 * foreign: clients and servers that a student's programs have to get on with. Replies are looked for under both keys.
 *
 *     foreign ask KEYFILE SIZE HOLD PATIENCE    sends one request of about SIZE bytes, does not read for HOLD ms, then prints `right` or why not
 *     foreign dead KEYFILE SIZE N PATIENCE      N clients, one after another, that send and are killed; prints how many could send
 *     foreign serve KEYFILE PATIENCE            lays old replies for many pids, prints `ready`, answers one request: first with another ID
 *     foreign leftover KEYFILE PATIENCE         lays three requests and a reply, prints `laid`; at end-of-file prints how many were served
 *     foreign remove KEYFILE                    removes the queues of both keys
 *     foreign leave KEYFILE                     sends a request and ends without reading
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { REQUEST = 1, LETTER_BYTES = 8192, LIMIT_SECONDS = 5, OLDEST_PID = 2, YOUNGEST_PID = 40 };

static struct {
    long type;
    char bytes[LETTER_BYTES];
} letter;

static const char *says_when_late = "no reply\n";

static void give_up(int signal)
{
    (void)signal;
    if (write(STDOUT_FILENO, says_when_late, strlen(says_when_late)) < 0)
        _exit(1);
    _exit(0);
}

static void limit(const char *patience)
{
    signal(SIGALRM, give_up);
    alarm((unsigned)(LIMIT_SECONDS * atoi(patience)));
}

static void sleep_ms(long ms)
{
    struct timespec left = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        ;
}

static int queue_of(const char *path, int project, int flags)
{
    key_t key = ftok(path, project);
    return key == -1 ? -1 : msgget(key, flags);
}

static void make_text(char *text, size_t size)
{
    unsigned char random[4096];
    if (getrandom(random, size, 0) < 0)
        exit(1);
    for (size_t at = 0; at < size; at++)
        text[at] = (char)('a' + random[at] % 26);
    text[size] = '\0';
}

/* Sends a request of this process; false when there is no server. */
static bool request(const char *path, const char *id, const char *text)
{
    int queue = queue_of(path, 1, 0);
    letter.type = REQUEST;
    int size = sprintf(letter.bytes, "%d %s %s", (int)getpid(), id, text);
    while (msgsnd(queue, &letter, (size_t)size, 0) < 0)
        if (errno != EINTR)
            return false;
    return true;
}

/* One letter of this type under either key, or -1. */
static ssize_t look_for(const char *path, long type)
{
    for (int project = 2; project >= 1; project--) {
        int queue = queue_of(path, project, 0);
        ssize_t size = queue < 0 ? -1 : msgrcv(queue, &letter, LETTER_BYTES, type, IPC_NOWAIT);
        if (size >= 0)
            return size;
    }
    return -1;
}

static void ask(char **argv)
{
    char id[17], text[4097], wanted[4200];
    make_text(id, 12);
    make_text(text, (size_t)atoi(argv[1]));
    if (!request(argv[0], id, text)) {
        puts("no queue of requests with this key");
        return;
    }
    sleep_ms(atoi(argv[2]));
    ssize_t size;
    while ((size = look_for(argv[0], getpid())) < 0)
        sleep_ms(5);
    size_t length = (size_t)sprintf(wanted, "%s ", id);
    for (size_t at = strlen(text); at > 0; at--)
        wanted[length++] = text[at - 1];
    bool is_right = (size_t)size == length && memcmp(letter.bytes, wanted, length) == 0;
    if (is_right)
        puts("right");
    else
        printf("wrong: a reply of %zd bytes, %zu were wanted\n", size, length);
}

static void ask_and_die(char **argv)
{
    char id[17], text[4097];
    make_text(id, 12);
    make_text(text, (size_t)atoi(argv[1]));
    if (request(argv[0], id, text))
        raise(SIGKILL);
    _exit(1);
}

static void many_die(char **argv)
{
    int sent = 0;
    for (int at = 0; at < atoi(argv[2]); at++) {
        int status = 0;
        pid_t pid = fork();
        if (pid == 0) {
            limit(argv[3]);
            ask_and_die(argv);
        }
        if (waitpid(pid, &status, 0) != pid || !WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
            break;
        sent++;
    }
    printf("%d sent and died\n", sent);
}

/* Lays letters that nobody of this run has asked for. */
static void lay(int queue, long type, const char *bytes)
{
    letter.type = type;
    strcpy(letter.bytes, bytes);
    if (msgsnd(queue, &letter, strlen(bytes), IPC_NOWAIT) < 0)
        printf("foreign: msgsnd: %m\n");
}

static void serve(const char *path)
{
    int queues[] = {queue_of(path, 1, IPC_CREAT | 0600), queue_of(path, 2, IPC_CREAT | 0600)};
    for (long pid = OLDEST_PID; pid <= YOUNGEST_PID; pid++)
        for (int at = 0; at < 2; at++)
            lay(queues[at], pid, "earlier1 dlo");
    puts("ready");
    fflush(stdout);
    ssize_t size;
    while ((size = msgrcv(queues[0], &letter, LETTER_BYTES - 1, REQUEST, 0)) < 0)
        if (errno != EINTR)
            return;
    letter.bytes[size] = '\0';
    int pid, head = 0;
    char id[65], reply[LETTER_BYTES];
    if (sscanf(letter.bytes, "%d %64s%n", &pid, id, &head) != 2) {
        puts("a request of another form");
        return;
    }
    size_t length = (size_t)sprintf(reply, "%s ", id);
    for (ssize_t at = size; at > head + 1; at--)
        reply[length++] = letter.bytes[at - 1];
    reply[length] = '\0';
    for (int at = 0; at < 2; at++) {
        lay(queues[at], pid, "another7 gnorw");
        lay(queues[at], pid, reply);
    }
    puts("answered");
    fflush(stdout);
    while (getchar() != EOF)
        ;
    msgctl(queues[0], IPC_RMID, NULL);
    msgctl(queues[1], IPC_RMID, NULL);
}

static void leave_over(const char *path)
{
    char old[64];
    int requests = queue_of(path, 1, IPC_CREAT | 0600), replies = queue_of(path, 2, IPC_CREAT | 0600);
    for (int at = 1; at <= 3; at++) {
        snprintf(old, sizeof old, "%d old%d left", (int)getpid(), at);
        lay(requests, REQUEST, old);
    }
    lay(requests, 30000, "old4 tfel");
    lay(replies, 30000, "old4 tfel");
    puts("laid");
    fflush(stdout);
    while (getchar() != EOF)
        ;
    int served = 0;
    while (look_for(path, getpid()) >= 0)
        served++;
    /* A server with one queue knows nothing of the second key. */
    int kept = msgrcv(queue_of(path, 1, 0), &letter, LETTER_BYTES, 30000, IPC_NOWAIT) >= 0;
    printf("%d old requests served, %d old replies kept\n", served, kept);
}

int main(int argc, char **argv)
{
    const char *what = argc >= 3 ? argv[1] : "";
    if (strcmp(what, "ask") == 0) {
        limit(argv[5]);
        ask(argv + 2);
    } else if (strcmp(what, "dead") == 0) {
        many_die(argv + 2);
    } else if (strcmp(what, "serve") == 0) {
        says_when_late = "no request\n";
        limit(argv[3]);
        serve(argv[2]);
    } else if (strcmp(what, "leftover") == 0) {
        leave_over(argv[2]);
    } else if (strcmp(what, "remove") == 0) {
        for (int project = 1; project <= 2; project++)
            msgctl(queue_of(argv[2], project, 0), IPC_RMID, NULL);
        puts("removed");
    } else if (strcmp(what, "leave") == 0) {
        puts(request(argv[2], "leaver", "nobody reads the answer") ? "left" : "no queue");
    } else {
        return 2;
    }
    return 0;
}
