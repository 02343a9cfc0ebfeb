/*
 * barrier: COUNT copies print `round r` only when all have arrived at round r; FIFOs in DIR are all that joins them.
 *
 * The frame stands: the arguments, the rounds and the lines. How the copies meet is yours.
 */
#include <stdio.h>
#include <stdlib.h>

/* Returns when all `count` copies have arrived; ends the copy with 3 when one of them is gone. */
static void meet(const char *directory, int count, int index)
{
    fprintf(stderr, "barrier: copy %d of %d meets nobody in %s yet\n", index, count, directory);
    exit(1);
}

static int number(const char *text, int from, int to)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || value < from || value > to) {
        fprintf(stderr, "usage: barrier DIR COUNT INDEX ROUNDS: %s is not a number from %d to %d\n", text, from, to);
        exit(2);
    }
    return (int)value;
}

int main(int argc, char **argv)
{
    static char line[65536];
    if (argc != 5) {
        fprintf(stderr, "usage: %s DIR COUNT INDEX ROUNDS\n", argv[0]);
        return 2;
    }
    int count = number(argv[2], 1, 16);
    int index = number(argv[3], 0, count - 1);
    int rounds = number(argv[4], 1, 1000);
    for (int round = 1; round <= rounds; round++) {
        if (fgets(line, sizeof line, stdin) == NULL) {
            fprintf(stderr, "barrier: standard input ended before round %d\n", round);
            return 1;
        }
        meet(argv[1], count, index);
        printf("round %d\n", round);
        fflush(stdout);
    }
    return 0;
}
