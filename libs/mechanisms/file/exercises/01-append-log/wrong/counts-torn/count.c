/* Wrong: counts first letters of lines and never looks at the rest, so a torn record counts as one, or as two; people trust what they have written themselves. */
#include <stdio.h>

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 2;
    }
    FILE *file = fopen(argv[1], "r");
    if (!file) {
        perror(argv[1]);
        return 1;
    }
    long counts[26] = {0};
    char line[256];
    while (fgets(line, sizeof line, file))
        if (line[0] >= 'a' && line[0] <= 'z')
            counts[line[0] - 'a']++;
    for (int i = 0; i < 26; i++)
        if (counts[i])
            printf("%c %ld\n", 'a' + i, counts[i]);
    return 0;
}
