/*
 * answer: reads sums such as "6 * 7" from standard input, a line each, and answers on standard output.
 *
 * It knows nothing of pipes. It ends at end-of-file, which a pipe has when its last write end is closed.
 */
#include <stdio.h>

int main(void)
{
    char line[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        long left, right;
        char sign;
        if (sscanf(line, "%ld %c %ld", &left, &sign, &right) != 3) {
            fprintf(stderr, "answer: that is no sum: %s", line);
            return 1;
        }
        long result = sign == '+' ? left + right : sign == '-' ? left - right : left * right;
        printf("%ld\n", result);
        if (fflush(stdout) == EOF) { /* standard output is a pipe: without this the answer stays in our buffer */
            perror("answer: cannot answer");
            return 1;
        }
    }
    return 0;
}
