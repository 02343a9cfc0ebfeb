/*
 * letters: a System V queue sorts by type, and each reader asks for the type it wants. See msgop(2).
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct letter {
    long type; /* 1 and above: the floor that it is for */
    char text[32];
};

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void post(int box, long floor, const char *text)
{
    struct letter letter = {.type = floor};
    strncpy(letter.text, text, sizeof letter.text - 1);
    if (msgsnd(box, &letter, strlen(text), 0) < 0)
        fail("letters: msgsnd");
}

static pid_t tenant(int box, long floor)
{
    struct letter letter;
    pid_t pid = fork();
    if (pid < 0)
        fail("letters: fork");
    if (pid > 0)
        return pid;
    ssize_t count = msgrcv(box, &letter, sizeof letter.text, floor, 0);
    if (count < 0)
        fail("letters: msgrcv");
    printf("floor %ld: %.*s\n", letter.type, (int)count, letter.text);
    exit(0);
}

int main(void)
{
    int box = msgget(IPC_PRIVATE, 0600), failures = 0;
    if (box < 0)
        fail("letters: msgget");
    post(box, 1, "rent is due");
    post(box, 2, "happy birthday");
    tenant(box, 2); /* asks for type 2: the first letter stays where it is */
    tenant(box, 1);
    for (int status; wait(&status) > 0;)
        failures += status != 0;
    msgctl(box, IPC_RMID, NULL); /* the queue would outlive us */
    return failures;
}
