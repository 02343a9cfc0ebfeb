/*
 * junction: copies what comes out of one pipe into a second with tee, and moves it on into a third with splice. No byte passes
 * through this process's own memory. See tee(2), splice(2).
 *
 *     source --[in]--> junction --[copy]--> listener
 *                          \-----[rest]--> keeper
 */
#define _GNU_SOURCE
#include <fcntl.h>
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

static void open_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) < 0)
        fail("junction: pipe");
}

static void say(int to)
{
    if (write(to, "one word", 8) != 8)
        fail("junction: write");
    exit(0);
}

static void hear(int from, const char *who)
{
    char word[16];
    ssize_t count = read(from, word, sizeof word);
    if (count <= 0)
        fail("junction: read");
    printf("%s: %.*s\n", who, (int)count, word);
    exit(0);
}

int main(void)
{
    int in[2], copy[2], rest[2], failures = 0;
    open_pipe(in);
    open_pipe(copy);
    open_pipe(rest);
    if (fork() == 0)
        say(in[WRITE]);
    if (fork() == 0)
        hear(copy[READ], "the listener");
    if (fork() == 0)
        hear(rest[READ], "the keeper");
    ssize_t count = tee(in[READ], copy[WRITE], 64, 0); /* waits for bytes, and leaves them where they are */
    if (count != 8 || splice(in[READ], NULL, rest[WRITE], NULL, (size_t)count, 0) != count)
        fail("junction: tee or splice");
    for (int status; wait(&status) > 0;)
        failures += status != 0;
    return failures;
}
