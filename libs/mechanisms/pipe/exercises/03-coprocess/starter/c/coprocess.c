/*
 * coprocess: runs CMD between two pipes and moves bytes in both directions at once.
 *
 *     stdin --> coprocess --[pipe]--> CMD --[pipe]--> coprocess --> stdout
 *
 * The two pipes are made and named. Starting CMD, moving the bytes and ending well are yours.
 */
#include <stdio.h>
#include <unistd.h>

struct conversation {
    int to_command[2];   /* CMD reads [0], we write [1] */
    int from_command[2]; /* we read [0], CMD writes [1] */
    unsigned long long in, out;
};

/* Start CMD, move bytes in both directions until it is over, and return the exit status of coprocess. */
static int converse(struct conversation *c, char **command)
{
    fprintf(stderr, "coprocess: %s is not started yet\n", command[0]);
    fprintf(stderr, "in=%llu out=%llu\n", c->in, c->out);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: coprocess CMD [ARG...]\n");
        return 2;
    }
    struct conversation conversation = {.in = 0, .out = 0};
    if (pipe(conversation.to_command) < 0 || pipe(conversation.from_command) < 0) {
        perror("coprocess: pipe");
        return 1;
    }
    return converse(&conversation, argv + 1);
}
