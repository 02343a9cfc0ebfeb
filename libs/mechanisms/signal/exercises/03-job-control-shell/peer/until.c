/*
 * until NAME: makes the file NAME-here, waits until there is a file NAME, makes NAME-over and ends. It makes no process, so that nothing of
 * it is in the middle of a vfork when it is stopped, and it sleeps while it waits, so that it can be seen when everybody does.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/inotify.h>
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
    int news = inotify_init1(IN_CLOEXEC);
    if (inotify_add_watch(news, ".", IN_CREATE) < 0)
        news = -1; /* the machine has no more of them: then it looks again and again */
    if (argc != 2 || make(argv[1], "-here") < 0)
        return 2;
    char event[4096];
    while (access(argv[1], F_OK) < 0)
        if (read(news, event, sizeof event) < 0) /* EINTR: it was stopped and continued, see signal(7) */
            usleep(20000);
    return make(argv[1], "-over") < 0 ? 1 : 0;
}
