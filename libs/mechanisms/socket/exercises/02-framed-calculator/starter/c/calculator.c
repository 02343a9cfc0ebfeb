/*
 * calculator PORT: answers expressions that come in frames, until SIGTERM.
 *
 * The frame of the program stands: the argument, and a sum. Frames, clients and the other operators are yours.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* What if the sum does not fit into 64 bits? What if the text is no sum at all? */
static long long evaluate(const char *text)
{
    long long a = 0, b = 0;
    sscanf(text, "%lld + %lld", &a, &b);
    return a + b;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    /* Where does one message end and the next one begin? Who waits while somebody has sent half of one? */
    fprintf(stderr, "calculator: nobody can ask at port %s yet that 1 + 2 is %lld\n", argv[1], evaluate("1 + 2"));
    return 1;
}
