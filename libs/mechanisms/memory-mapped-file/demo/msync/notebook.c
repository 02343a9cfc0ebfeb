/*
 * notebook: two processes map one file; what one stores the other loads, and msync(2) sends it to the disk.
 *
 * Stores into a mapping are no system calls. A pipe tells the reader that something is there to be read.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ, WRITE, FILE_BYTES = 4096 };

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static char *map_notebook(int access)
{
    int fd = open("page", O_RDWR | O_CREAT, 0600);
    if (fd < 0 || ftruncate(fd, FILE_BYTES) < 0) /* a page beyond the end of the file cannot be touched: SIGBUS */
        fail("notebook: page");
    char *page = mmap(NULL, FILE_BYTES, access, MAP_SHARED, fd, 0);
    if (page == MAP_FAILED)
        fail("notebook: mmap");
    close(fd); /* the mapping stays */
    return page;
}

static int read_when_told(int told)
{
    char word;
    const char *page = map_notebook(PROT_READ);
    if (read(told, &word, 1) != 1)
        fail("notebook: read");
    printf("the child sees: %s\n", page);
    return 0;
}

int main(void)
{
    int tell[2];
    if (pipe2(tell, O_CLOEXEC) < 0)
        fail("notebook: pipe");
    pid_t pid = fork();
    if (pid == 0)
        return read_when_told(tell[READ]);
    char *page = map_notebook(PROT_READ | PROT_WRITE);
    strcpy(page, "written by a plain store");
    if (msync(page, FILE_BYTES, MS_SYNC) < 0 || write(tell[WRITE], "!", 1) != 1)
        fail("notebook: msync");
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        fail("notebook: waitpid");
    unlink("page");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
