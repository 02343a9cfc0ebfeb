/*
 * crowd DIR ROUNDS PATIENCE COUNT…: for each COUNT, so many copies of the student's barrier in a folder of their own below DIR, with all
 * their lines ready (and one more) and one common standard output. Prints whether the lines came out in order, and how the copies ended.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void start(char *folder, int count, int index, const char *rounds, int input, int output)
{
    char number[16], place[16];
    snprintf(number, sizeof number, "%d", count);
    snprintf(place, sizeof place, "%d", index);
    char *const arguments[] = {"./barrier", folder, number, place, (char *)rounds, NULL};
    char *const python[] = {"python3", "barrier.py", folder, number, place, (char *)rounds, NULL};
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0)
        _exit(126);
    if (access("./barrier", X_OK) == 0)
        execv("./barrier", arguments);
    else
        execv("/usr/bin/python3", python);
    _exit(127);
}

/* Each round has to be told by all before anybody tells the next one. */
static void judge(int output, int count, int rounds)
{
    char line[256], wanted[32];
    int at = 0;
    FILE *lines = fdopen(output, "r");
    while (fgets(line, sizeof line, lines) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        snprintf(wanted, sizeof wanted, "round %d", at / count + 1);
        if (at >= count * rounds || strcmp(line, wanted) != 0) {
            printf("%d copies: line %d is `%s`, `%s` was wanted\n", count, at + 1, line, at < count * rounds ? wanted : "no more");
            while (fgets(line, sizeof line, lines) != NULL)
                continue;
            fclose(lines);
            return;
        }
        at++;
    }
    fclose(lines);
    if (at < count * rounds)
        printf("%d copies: %d lines came, %d were wanted\n", count, at, count * rounds);
    else
        printf("%d copies: %d lines in order\n", count, at);
}

static void collect(int count, const pid_t *copies)
{
    int wrong = 0, status = 0;
    for (int i = 0; i < count; i++) {
        int one = 0;
        waitpid(copies[i], &one, 0);
        if (one != 0) {
            wrong++;
            status = WIFEXITED(one) ? WEXITSTATUS(one) : 128 + WTERMSIG(one);
        }
    }
    if (wrong == 0)
        printf("%d copies: all ended with 0\n", count);
    else
        printf("%d copies: %d did not end with 0 but, for instance, with %d\n", count, wrong, status);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc < 5)
        return 2;
    alarm(30 * (unsigned)atoi(argv[3]));
    for (int at = 4; at < argc; at++) {
        int count = atoi(argv[at]), rounds = atoi(argv[2]), output[2];
        pid_t copies[64];
        char folder[256];
        snprintf(folder, sizeof folder, "%s/of-%d", argv[1], count);
        if (mkdir(folder, 0700) < 0 || pipe2(output, O_CLOEXEC) < 0)
            return 1;
        for (int i = 0; i < count; i++) {
            int input[2];
            if (pipe2(input, O_CLOEXEC) < 0)
                return 1;
            copies[i] = fork();
            if (copies[i] == 0)
                start(folder, count, i, argv[2], input[0], output[1]);
            for (int line = 0; line <= rounds; line++)
                if (write(input[1], "go\n", 3) != 3)
                    return 1;
            close(input[0]);
            close(input[1]);
        }
        close(output[1]);
        judge(output[0], count, rounds);
        collect(count, copies);
        rmdir(folder); /* what is left in it is found */
    }
    return 0;
}
