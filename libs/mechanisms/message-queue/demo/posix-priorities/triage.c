/*
 * triage: a POSIX queue gives out the most urgent message first, and equals in the order in which they came. See mq_overview(7).
 */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MESSAGES = 4, MESSAGE_BYTES = 32 };

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void bring(mqd_t queue, const char *patient, unsigned urgency)
{
    if (mq_send(queue, patient, strlen(patient), urgency) < 0)
        fail("triage: mq_send");
}

static int treat(mqd_t queue)
{
    for (int treated = 0; treated < MESSAGES; treated++) {
        char patient[MESSAGE_BYTES];
        unsigned urgency;
        ssize_t count = mq_receive(queue, patient, sizeof patient, &urgency);
        if (count < 0)
            fail("triage: mq_receive");
        printf("%u: %.*s\n", urgency, (int)count, patient);
    }
    return 0;
}

int main(void)
{
    struct mq_attr room = {.mq_maxmsg = MESSAGES, .mq_msgsize = MESSAGE_BYTES};
    mqd_t queue = mq_open("/triage", O_RDWR | O_CREAT | O_EXCL, 0600, &room);
    if (queue == (mqd_t)-1)
        fail("triage: mq_open");
    mq_unlink("/triage"); /* the name is not needed: the child inherits the descriptor */
    bring(queue, "a cold", 1);
    bring(queue, "a broken leg", 5);
    bring(queue, "no pulse", 9);
    bring(queue, "another leg", 5);
    pid_t pid = fork();
    if (pid == 0)
        return treat(queue);
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        fail("triage: waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
