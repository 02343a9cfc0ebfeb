/*
 * turns: a parent and its child change one file, each record under a lock of its own, see fcntl(2), "Advisory record locking".
 *
 * The child gets the lock of the first record at once. The second one is the parent's, and the child has to wait for it.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RECORD_BYTES = 8 };

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void lock_record(int fd, short type, int record)
{
    struct flock lock = {
        .l_type = type, .l_whence = SEEK_SET, .l_start = record * RECORD_BYTES, .l_len = RECORD_BYTES};
    if (fcntl(fd, F_SETLKW, &lock) < 0)
        fail("turns: fcntl");
}

static void child(int fd)
{
    char seen[RECORD_BYTES];
    lock_record(fd, F_WRLCK, 0); /* free: no wait */
    lock_record(fd, F_WRLCK, 1); /* waits for the parent */
    if (pread(fd, seen, sizeof seen, RECORD_BYTES) != (ssize_t)sizeof seen)
        fail("turns: pread");
    printf("the child reads: %.8s\n", seen);
    lock_record(fd, F_UNLCK, 1);
    lock_record(fd, F_UNLCK, 0);
}

int main(void)
{
    int fd = open("records", O_RDWR | O_CREAT | O_TRUNC, 0644);
    if (fd < 0 || ftruncate(fd, 2 * RECORD_BYTES) < 0)
        fail("turns: records");
    lock_record(fd, F_WRLCK, 1);
    pid_t pid = fork(); /* a record lock is not inherited */
    if (pid == 0) {
        child(fd);
        return 0;
    }
    /* No call says who waits for a lock: a pause, long enough for the child to be seen waiting. */
    usleep(150 * 1000);
    if (pwrite(fd, "settled\n", RECORD_BYTES, RECORD_BYTES) != RECORD_BYTES)
        fail("turns: pwrite");
    lock_record(fd, F_UNLCK, 1);
    int status;
    if (waitpid(pid, &status, 0) < 0)
        fail("turns: waitpid");
    unlink("records");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
