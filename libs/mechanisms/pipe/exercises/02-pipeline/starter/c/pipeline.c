/*
 * pipeline: runs CMD1 -- CMD2 -- ... as a shell runs CMD1 | CMD2 | ...
 *
 * Cutting the arguments into commands is done. Joining the commands is yours.
 */
#include <stdio.h>
#include <string.h>

enum { MAX_COMMANDS = 32 };

/*
 * Cuts the arguments at each "--", in place: afterwards commands[i] is a list that execvp takes, with NULL at its end.
 * Returns the number of commands, or -1 when one is empty or there are too many.
 */
static int split(char **arguments, char **commands[MAX_COMMANDS])
{
    int count = 0;
    for (char **start = arguments;;) {
        char **end = start;
        while (*end != NULL && strcmp(*end, "--") != 0)
            end++;
        if (end == start || count == MAX_COMMANDS)
            return -1;
        commands[count++] = start;
        if (*end == NULL)
            return count;
        *end = NULL;
        start = end + 1;
    }
}

/* Start all commands, joined by pipes; wait for all of them; return the status of the last. */
static int run(char **commands[], int count)
{
    for (int i = 0; i < count; i++)
        fprintf(stderr, "pipeline: command %d would be %s\n", i + 1, commands[i][0]);
    return 1;
}

int main(int argc, char **argv)
{
    char **commands[MAX_COMMANDS];
    int count = argc > 1 ? split(argv + 1, commands) : -1;
    if (count < 0) {
        fprintf(stderr, "usage: pipeline CMD1 [ARG...] [-- CMD2 [ARG...]]...\n");
        return 2;
    }
    return run(commands, count);
}
