/*
 * uppercase: the parent reads standard input, the child writes it upper-cased.
 *
 *     stdin --> parent --[pipe]--> child --> stdout
 *
 * The frame stands: the pipe, the fork, the exit code of a usage error. What each process does is yours.
 */
#include <stdio.h>
#include <unistd.h>

/* Read from the pipe until end-of-file, write to standard output, return 100 + bytes mod 100. */
static int child(int from_parent)
{
    (void)from_parent;
    fprintf(stderr, "uppercase: the child has nothing to do yet\n");
    return 1;
}

/* Send standard input through the pipe, then collect the child and return what the contract asks for. */
static int parent(int to_child, pid_t pid)
{
    (void)to_child;
    (void)pid;
    fprintf(stderr, "uppercase: the parent has nothing to do yet\n");
    return 1;
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        fprintf(stderr, "usage: %s < input (no arguments)\n", argv[0]);
        return 2;
    }
    int ends[2];
    if (pipe(ends) < 0) {
        perror("uppercase: pipe");
        return 1;
    }
    pid_t pid = fork();
    if (pid < 0) {
        perror("uppercase: fork");
        return 1;
    }
    /* From here on there are two processes, and four descriptors for the two ends. Who needs which? */
    return pid == 0 ? child(ends[0]) : parent(ends[1], pid);
}
