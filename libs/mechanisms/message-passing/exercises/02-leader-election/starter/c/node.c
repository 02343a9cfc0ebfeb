/*
 * node DIRECTORY ID COUNT: one of COUNT nodes that agree on a leader, the highest ID among those that run.
 *
 * Reading the arguments and the orderly end are done. The election is yours.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MOST_NODES = 9 };

static volatile sig_atomic_t is_over;

static void end(int signal)
{
    (void)signal;
    is_over = 1;
}

static int parse(const char *text, long most, long *value)
{
    char *rest;
    errno = 0;
    *value = strtol(text, &rest, 10);
    return *text != '\0' && *rest == '\0' && errno == 0 && *value >= 1 && *value <= most;
}

/* Send, listen, judge, and print "leader X" when the opinion changes, until is_over is set. Answers the exit status. */
static int live(const char *directory, long self, long count, const sigset_t *open_mask)
{
    fprintf(stderr, "node: %ld of %ld would meet the others in %s\n", self, count, directory);
    (void)open_mask;
    return is_over ? 0 : 1;
}

int main(int argc, char **argv)
{
    long count, self;
    if (argc != 4 || !parse(argv[3], MOST_NODES, &count) || !parse(argv[2], count, &self)) {
        fprintf(stderr, "usage: node DIRECTORY ID COUNT (COUNT from 1 to 9, ID from 1 to COUNT)\n");
        return 2;
    }
    struct stat folder;
    if (stat(argv[1], &folder) < 0 || !S_ISDIR(folder.st_mode)) {
        fprintf(stderr, "node: there is no directory %s\n", argv[1]);
        return 1;
    }
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = end}, NULL);
    return live(argv[1], self, count, &before);
}
