/*
 * shell: a small shell with job control.
 *
 * It reads lines, cuts them into words and runs one simple command in the foreground. Pipelines, jobs and everything
 * about the terminal are yours.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LINE_BYTES = 1002, MOST_WORDS = 50 };

/* Cuts a line into words, in place; the list ends with NULL. */
static int split(char *line, char *words[])
{
    int count = 0;
    for (char *word = strtok(line, " \t\n"); word != NULL && count < MOST_WORDS; word = strtok(NULL, " \t\n"))
        words[count++] = word;
    words[count] = NULL;
    return count;
}

static void run(char *words[])
{
    pid_t pid = fork();
    if (pid == 0) {
        execvp(words[0], words);
        dprintf(STDERR_FILENO, "%s: not found\n", words[0]);
        _exit(127);
    }
    if (pid > 0)
        waitpid(pid, NULL, 0);
}

int main(int argc, char **argv)
{
    (void)argv;
    if (argc != 1) {
        fprintf(stderr, "usage: shell\n");
        return 2;
    }
    char line[LINE_BYTES], *words[MOST_WORDS + 1];
    for (;;) {
        printf("msh> ");
        fflush(stdout);
        if (fgets(line, sizeof line, stdin) == NULL)
            return 0;
        if (split(line, words) > 0)
            run(words);
    }
}
