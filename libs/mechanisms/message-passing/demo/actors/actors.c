/*
 * actors: three processes that share nothing and have an inbox each. The clerk passes orders on to the baker, and the baker
 * answers the customer: each writes into others' inboxes and reads only its own.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CUSTOMER, CLERK, BAKER, ACTORS, MESSAGE_BYTES = 64 };

static const char *const names[ACTORS] = {"/customer", "/clerk", "/baker"};
static mqd_t inboxes[ACTORS];

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void tell(int actor, const char *message)
{
    if (mq_send(inboxes[actor], message, strlen(message) + 1, 0) < 0)
        fail("actors: mq_send");
}

static const char *next_message(int actor, char message[MESSAGE_BYTES])
{
    if (mq_receive(inboxes[actor], message, MESSAGE_BYTES, NULL) < 0)
        fail("actors: mq_receive");
    return message;
}

static void start(int actor, void (*behave)(const char *))
{
    char message[MESSAGE_BYTES];
    pid_t pid = fork();
    if (pid < 0)
        fail("actors: fork");
    if (pid > 0)
        return;
    while (strcmp(next_message(actor, message), "stop") != 0)
        behave(message);
    exit(0);
}

static void pass_on(const char *order)
{
    char note[MESSAGE_BYTES + 8];
    snprintf(note, sizeof note, "bake %s", order);
    tell(BAKER, note);
}

static void bake(const char *note)
{
    tell(CUSTOMER, strcmp(note, "bake bread") == 0 ? "warm bread" : "warm cake");
}

int main(void)
{
    struct mq_attr room = {.mq_maxmsg = 4, .mq_msgsize = MESSAGE_BYTES};
    char message[MESSAGE_BYTES];
    for (int actor = 0; actor < ACTORS; actor++) {
        inboxes[actor] = mq_open(names[actor], O_RDWR | O_CREAT | O_EXCL, 0600, &room);
        if (inboxes[actor] == (mqd_t)-1)
            fail("actors: mq_open");
        mq_unlink(names[actor]);
    }
    start(CLERK, pass_on);
    start(BAKER, bake);
    tell(CLERK, "bread");
    puts(next_message(CUSTOMER, message));
    tell(CLERK, "cake");
    puts(next_message(CUSTOMER, message));
    tell(CLERK, "stop");
    tell(BAKER, "stop");
    int failures = 0;
    for (int status; wait(&status) > 0;)
        failures += status != 0;
    return failures;
}
