/*
 * ask: starts `answer` and asks it three sums, over two pipes.
 *
 *     ask --[questions]--> answer
 *     ask <--[answers]---- answer
 *
 * A pipe goes one way, so a conversation needs two. It cannot deadlock, because at any time at most one short line is
 * under way: each question waits for its answer.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ, WRITE };

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static pid_t start_answer(const int questions[2], const int answers[2])
{
    pid_t pid = fork();
    if (pid < 0)
        fail("ask: fork");
    if (pid > 0)
        return pid;
    signal(SIGPIPE, SIG_DFL); /* an ignored signal would stay ignored over the exec */
    dup2(questions[READ], STDIN_FILENO);
    dup2(answers[WRITE], STDOUT_FILENO);
    /* The originals close by themselves at the exec: they are O_CLOEXEC. */
    execl("./answer", "answer", (char *)NULL);
    perror("ask: ./answer");
    _exit(127);
}

int main(void)
{
    static const char *const sums[] = {"6 * 7", "100 - 1", "2 + 2"};
    int questions[2], answers[2];
    signal(SIGPIPE, SIG_IGN);
    if (pipe2(questions, O_CLOEXEC) < 0 || pipe2(answers, O_CLOEXEC) < 0)
        fail("ask: pipe");
    pid_t pid = start_answer(questions, answers);
    close(questions[READ]);
    close(answers[WRITE]);

    FILE *ask = fdopen(questions[WRITE], "w"), *hear = fdopen(answers[READ], "r");
    if (ask == NULL || hear == NULL)
        fail("ask: fdopen");
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        char line[64];
        if (fprintf(ask, "%s\n", sums[i]) < 0 || fflush(ask) == EOF) /* a question in our own buffer is not asked */
            fail("ask: cannot ask");
        if (fgets(line, sizeof line, hear) == NULL) {
            fprintf(stderr, "ask: no answer came\n");
            return 3;
        }
        printf("%s = %s", sums[i], line);
    }
    fclose(ask); /* the last write end of the question pipe: this is how `answer` learns that we are done */
    int status;
    if (waitpid(pid, &status, 0) < 0)
        fail("ask: waitpid");
    fclose(hear);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}
