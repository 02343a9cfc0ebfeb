/*
 * bank K: K actors, each of which owns an account; the teller passes on what it reads and prints what it hears.
 *
 * Reading the commands is done. The actors are yours.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ACTORS = 32 };

/* Start the actors here: each one a process that owns a balance of 1000 and reads its mail. */
static int open_bank(int actors)
{
    fprintf(stderr, "bank: %d actors would be started\n", actors);
    return 1;
}

static void transfer(const char *id, int from, int to, long long amount)
{
    fprintf(stderr, "bank: %s would move %lld from %d to %d\n", id, amount, from, to);
}

static void call(int caller, int receiver)
{
    fprintf(stderr, "bank: %d would ask %d\n", caller, receiver);
}

static void answer(int receiver)
{
    fprintf(stderr, "bank: %d would answer\n", receiver);
}

static void obey(const char *line)
{
    char id[64];
    int one, other;
    long long amount;
    if (sscanf(line, "transfer %63s %d %d %lld", id, &one, &other, &amount) == 4)
        transfer(id, one, other, amount);
    else if (sscanf(line, "call %d %d", &one, &other) == 2)
        call(one, other);
    else if (sscanf(line, "answer %d", &one) == 1)
        answer(one);
}

int main(int argc, char **argv)
{
    char *rest = NULL;
    long actors = argc == 2 ? strtol(argv[1], &rest, 10) : 0;
    if (argc != 2 || *argv[1] == '\0' || *rest != '\0' || actors < 1 || actors > MOST_ACTORS) {
        fprintf(stderr, "usage: bank K (K from 1 to 32)\n");
        return 2;
    }
    int status = open_bank((int)actors);
    /* Whoever sits in fgets does not hear its actors: a real teller waits for both at once. */
    for (char line[256]; status == 0 && fgets(line, sizeof line, stdin) != NULL;)
        obey(line);
    return status;
}
