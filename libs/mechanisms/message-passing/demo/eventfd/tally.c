/*
 * tally: an eventfd is a counter in the kernel. Writes add to it, one read takes the sum; as a semaphore, each read takes one.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void add(int counter, uint64_t amount)
{
    if (write(counter, &amount, sizeof amount) != (ssize_t)sizeof amount)
        fail("tally: write");
}

static uint64_t take(int counter)
{
    uint64_t amount;
    if (read(counter, &amount, sizeof amount) != (ssize_t)sizeof amount)
        fail("tally: read");
    return amount;
}

int main(void)
{
    int sum = eventfd(0, EFD_CLOEXEC), tickets = eventfd(0, EFD_CLOEXEC | EFD_SEMAPHORE);
    if (sum < 0 || tickets < 0)
        fail("tally: eventfd");
    pid_t pid = fork();
    if (pid == 0) {
        int first = (int)take(tickets); /* waits for the parent to have counted */
        int second = (int)take(tickets);
        printf("sum %d, tickets %d and %d\n", (int)take(sum), first, second);
        return 0;
    }
    add(sum, 3);
    add(sum, 4);
    add(tickets, 2);
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        fail("tally: waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
