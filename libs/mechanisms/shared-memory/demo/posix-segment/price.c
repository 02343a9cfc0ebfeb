/*
 * price: puts a price into the segment `/prices`, and starts `customer`, which finds it there by name. See shm_overview(7).
 *
 * A semaphore inside the segment says when the price is there. The store itself is no system call.
 */
#define _GNU_SOURCE
#include "prices.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int fd = shm_open("/prices", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd < 0 || ftruncate(fd, sizeof(struct prices)) < 0)
        fail("price: /prices");
    struct prices *prices = mmap(NULL, sizeof *prices, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (prices == MAP_FAILED || sem_init(&prices->is_set, 1, 0) < 0) /* 1: shared between processes */
        fail("price: mmap");
    close(fd);
    pid_t pid = fork();
    if (pid == 0) {
        execl("./customer", "customer", (char *)NULL);
        perror("price: ./customer");
        _exit(127);
    }
    /* POSIX tells nobody who waits for a semaphore: a pause, long enough for the customer to be seen waiting. */
    usleep(150 * 1000);
    prices->bread = 42;
    sem_post(&prices->is_set);
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        fail("price: waitpid");
    shm_unlink("/prices");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
