/*
 * hand-over: a lock that belongs to an open file description outlives the descriptor of the process that took it.
 *
 * The parent locks and forks a helper, which shares the description. The parent closes its descriptor: a record lock would be
 * gone now. The waiter, with a description of its own, still waits until the helper has closed the last descriptor.
 * See fcntl(2), "Open file description locks".
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int open_and_lock(void)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET}; /* l_pid must be 0 here */
    int fd = open("ledger", O_RDWR | O_CREAT, 0644);
    if (fd < 0 || fcntl(fd, F_OFD_SETLKW, &whole) < 0)
        fail("hand-over: ledger");
    return fd;
}

static pid_t start(void (*work)(int), int fd)
{
    pid_t pid = fork();
    if (pid < 0)
        fail("hand-over: fork");
    if (pid == 0) {
        work(fd);
        exit(0);
    }
    return pid;
}

static void help(int fd)
{
    /* No call says who waits for a lock: a pause, long enough for the waiter to be seen waiting. */
    usleep(150 * 1000);
    if (write(fd, "done by the helper\n", 19) != 19 || close(fd) < 0)
        fail("hand-over: write");
}

static void wait_for_it(int inherited)
{
    char line[64];
    close(inherited);
    ssize_t count = read(open_and_lock(), line, sizeof line);
    if (count <= 0)
        fail("hand-over: read");
    printf("the waiter reads: %.*s", (int)count, line);
}

int main(void)
{
    int fd = open_and_lock();
    start(help, fd);
    start(wait_for_it, fd);
    close(fd);
    for (int status; wait(&status) > 0;)
        if (status != 0)
            return 1;
    unlink("ledger");
    return 0;
}
