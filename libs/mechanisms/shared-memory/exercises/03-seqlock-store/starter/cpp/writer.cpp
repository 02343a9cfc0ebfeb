/*
 * writer NAME: obeys lines on standard input, "set TOKEN" and "remove".
 *
 * Reading lines is done. Where the record lies, and what readers and other writers see of it meanwhile, is yours.
 */
#include <cstdio>
#include <cstring>

enum { TOKEN_BYTES = 16 };

static int is_token(const char *text)
{
    return strlen(text) == TOKEN_BYTES && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789") == TOKEN_BYTES;
}

int main(int argc, char **argv)
{
    char line[256];
    if (argc != 2) {
        fprintf(stderr, "usage: writer NAME\n");
        return 2;
    }
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, "remove") == 0)
            return 0;
        if (strncmp(line, "set ", 4) != 0 || !is_token(line + 4)) {
            fprintf(stderr, "writer: what is \"%s\"?\n", line);
            return 1;
        }
        fprintf(stderr, "writer: %s would be set in %s\n", line + 4, argv[1]);
        return 1;
    }
    return 0;
}
