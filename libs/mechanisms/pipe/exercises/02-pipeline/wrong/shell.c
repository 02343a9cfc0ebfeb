/* Wrong: the arguments are glued together with | and given to a shell; it is one line and prints the right bytes, as long as no argument needs quoting. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int split(char **arguments, char **commands[32])
{
    int count = 0;
    for (char **start = arguments;;) {
        char **end = start;
        while (*end != NULL && strcmp(*end, "--") != 0)
            end++;
        if (end == start || count == 32)
            return -1;
        commands[count++] = start;
        if (*end == NULL)
            return count;
        *end = NULL;
        start = end + 1;
    }
}

static void append(char *line, const char *text)
{
    strcat(line, text);
}

/* Puts one argument between single quotes. */
static void append_quoted(char *line, const char *argument)
{
    append(line, " '");
    for (; *argument != '\0'; argument++) {
        char one[2] = {*argument, '\0'};
        append(line, *argument == '\'' ? "'\\''" : one);
    }
    append(line, "'");
}

int main(int argc, char **argv)
{
    char **commands[32];
    int count = argc > 1 ? split(argv + 1, commands) : -1;
    if (count < 0) {
        fprintf(stderr, "usage: pipeline CMD1 [ARG...] [-- CMD2 [ARG...]]...\n");
        return 2;
    }
    static char line[1 << 20];
    for (int i = 0; i < count; i++) {
        append(line, i > 0 ? " |" : "");
        for (char **argument = commands[i]; *argument != NULL; argument++)
            append_quoted(line, *argument);
    }
    int status = system(line);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
