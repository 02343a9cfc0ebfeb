/*
 * trouble: what may happen to a pool.
 *
 *     trouble stale QUEUE     makes QUEUE as a crashed run of somebody else would have left it, with three messages in it
 *     trouble kill NAME       kills one process called NAME whose parent is called so too, and prints how many there were
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int stale(const char *name)
{
    struct mq_attr room = {.mq_maxmsg = 3, .mq_msgsize = 12};
    mqd_t queue = mq_open(name, O_WRONLY | O_CREAT | O_EXCL, 0644, &room);
    if (queue == (mqd_t)-1 || mq_send(queue, "77 0", 4, 9) < 0 || mq_send(queue, "3 91 0", 6, 5) < 0 || mq_send(queue, "\0\0\0\0\0\0\0\0\0\0\0", 12, 3) < 0) {
        printf("trouble: %m\n");
        return 1;
    }
    puts("left behind");
    return 0;
}

/* Of proc_pid_stat(5): the name and the parent. False when there is no such process. */
static int look(int pid, char name[64], int *parent)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *status = fopen(path, "r");
    int got = status ? fscanf(status, "%*d (%63[^)]) %*c %d", name, parent) : 0;
    if (status)
        fclose(status);
    return got == 2;
}

static int kill_one(const char *wanted)
{
    DIR *list = opendir("/proc");
    int found = 0, victim = 0;
    for (struct dirent *entry; list && (entry = readdir(list));) {
        char name[64], above[64];
        int parent, grandparent, pid = isdigit((unsigned char)entry->d_name[0]) ? atoi(entry->d_name) : 0;
        if (pid == 0 || !look(pid, name, &parent) || strcmp(name, wanted) != 0)
            continue;
        if (!look(parent, above, &grandparent) || strcmp(above, wanted) != 0)
            continue;
        found++;
        if (victim == 0 || pid < victim)
            victim = pid;
    }
    if (victim != 0 && kill(victim, SIGKILL) < 0)
        perror("trouble: kill");
    printf("%d workers\n", found);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    return strcmp(argv[1], "stale") == 0 ? stale(argv[2]) : kill_one(argv[2]);
}
