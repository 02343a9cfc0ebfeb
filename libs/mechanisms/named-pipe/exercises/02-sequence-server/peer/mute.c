/* mute PATH silent|nonsense PATIENCE: a server that makes PATH, prints `ready` and reads requests. It never answers, or answers no number. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char line[512], name[512];
    if (argc != 4 || mkfifo(argv[1], 0600) < 0)
        return 2;
    int fd = open(argv[1], O_RDWR);
    FILE *requests = fd < 0 ? NULL : fdopen(fd, "r");
    if (requests == NULL)
        return 1;
    alarm(20 * (unsigned)atoi(argv[3]));
    puts("ready");
    fflush(stdout);
    while (fgets(line, sizeof line, requests) != NULL) {
        if (strcmp(argv[2], "silent") == 0)
            continue;
        snprintf(name, sizeof name, "%s.%ld", argv[1], atol(line));
        int reply = open(name, O_WRONLY | O_NONBLOCK);
        if (reply >= 0 && write(reply, "apple\n", 6) == 6)
            close(reply);
    }
    return 0;
}
