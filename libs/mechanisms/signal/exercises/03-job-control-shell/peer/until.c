/*
 * until NAME: makes the file NAME-here, waits until there is a file NAME, makes NAME-over and ends. It makes no process, so that nothing of
 * it is in the middle of a vfork when it is stopped.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int make(const char *name, const char *ending)
{
    char path[256];
    snprintf(path, sizeof path, "%s%s", name, ending);
    int file = open(path, O_WRONLY | O_CREAT, 0644);
    return file < 0 ? -1 : close(file);
}

int main(int argc, char **argv)
{
    if (argc != 2 || make(argv[1], "-here") < 0)
        return 2;
    while (access(argv[1], F_OK) < 0)
        usleep(20000);
    return make(argv[1], "-over") < 0 ? 1 : 0;
}
