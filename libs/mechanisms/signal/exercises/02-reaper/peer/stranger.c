/*
 * stranger MS CMD [ARG...]: makes a child that lives for MS milliseconds, and becomes CMD, which is thus born with a child that it
 * did not start.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    pid_t pid = fork();
    if (pid < 0)
        return 1;
    if (pid == 0) {
        usleep((useconds_t)atoi(argv[1]) * 1000);
        _exit(9);
    }
    execvp(argv[2], argv + 2);
    perror(argv[2]);
    return 127;
}
