/* carry: standard input goes through a pipe to a child, which writes it to standard output. */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    if (pipe(ends) < 0) {
        perror("carry: pipe");
        return 1;
    }
    fprintf(stderr, "carry: nothing is carried yet\n");
    return 1;
}
