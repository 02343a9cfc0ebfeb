/*
 * ring N M: a token goes round among N processes; who has it may print.
 *
 * Reading the arguments is done. The ring is yours.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_NODES = 64, MOST_HOPS = 100000 };

static int parse(const char *text, long least, long most, long *value)
{
    char *end;
    errno = 0;
    *value = strtol(text, &end, 10);
    return *text != '\0' && *end == '\0' && errno == 0 && *value >= least && *value <= most;
}

/* What node `self` does until the token has made its last hop; answers its exit status. */
static int node(long self, long nodes, long hops)
{
    fprintf(stderr, "ring: node %ld of %ld would wait for one of %ld hops\n", self, nodes, hops);
    return 1;
}

/* Start the nodes, give the token to node 0, wait for all, and notice when one of them is lost. */
static int run(long nodes, long hops)
{
    return node(0, nodes, hops);
}

int main(int argc, char **argv)
{
    long nodes, hops;
    if (argc != 3 || !parse(argv[1], 1, MOST_NODES, &nodes) || !parse(argv[2], 0, MOST_HOPS, &hops)) {
        fprintf(stderr, "usage: ring N M (N from 1 to 64, M from 0 to 100000)\n");
        return 2;
    }
    return run(nodes, hops);
}
