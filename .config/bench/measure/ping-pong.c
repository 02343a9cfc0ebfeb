/* ping-pong ROUNDS: a byte goes from parent to child and back so many times. Each round is four calls on pipes. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int play(int from, int to, long rounds)
{
    char ball;
    for (long i = 0; i < rounds; i++)
        if (read(from, &ball, 1) != 1 || write(to, &ball, 1) != 1)
            return 1;
    return 0;
}

int main(int argc, char **argv)
{
    long rounds = argc == 2 ? atol(argv[1]) : 0;
    int there[2], back[2];
    if (rounds <= 0 || pipe(there) < 0 || pipe(back) < 0) {
        fprintf(stderr, "usage: %s ROUNDS\n", argv[0]);
        return 2;
    }
    pid_t pid = fork();
    if (pid < 0)
        return 1;
    if (pid == 0)
        _exit(play(there[0], back[1], rounds));
    /* The parent serves first, so each side writes and reads as often as the other. */
    int failed = write(there[1], "o", 1) != 1 || play(back[0], there[1], rounds - 1);
    char last;
    failed |= read(back[0], &last, 1) != 1;
    int status;
    return waitpid(pid, &status, 0) < 0 || status != 0 || failed;
}
