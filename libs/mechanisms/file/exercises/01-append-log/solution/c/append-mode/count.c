/* count: reads line by line; a line is a record only when every byte of it is right. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { RECORD = 50 };

/* The letter of a record, or 0 when the line is none. */
static int letter_of(const char *line, size_t size)
{
    char id = line[0];
    if (size != RECORD || id < 'a' || id > 'z' || line[1] != ':' || line[8] != ':' || line[RECORD - 1] != '\n')
        return 0;
    for (int i = 2; i < 8; i++)
        if (line[i] < '0' || line[i] > '9')
            return 0;
    for (int i = 9; i < RECORD - 1; i++)
        if (line[i] != id)
            return 0;
    return id;
}

/* Reads to the end of the line, however long; keeps what could be a record, and tells how many bytes there were. */
static size_t next_line(FILE *file, char *line)
{
    size_t size = 0;
    for (int byte; (byte = getc_unlocked(file)) != EOF;) {
        if (size < RECORD)
            line[size] = (char)byte;
        size++;
        if (byte == '\n')
            break;
    }
    return size;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 2;
    }
    FILE *file = fopen(argv[1], "r");
    if (!file) {
        fprintf(stderr, "count: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    long counts[26] = {0}, at = 0, bad = 0;
    char line[RECORD];
    for (size_t size; (size = next_line(file, line)) > 0;) {
        int id = letter_of(line, size);
        at++;
        if (id)
            counts[id - 'a']++;
        else if (bad == 0)
            bad = at;
    }
    if (ferror(file)) {
        fprintf(stderr, "count: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    for (int i = 0; i < 26; i++)
        if (counts[i])
            printf("%c %ld\n", 'a' + i, counts[i]);
    if (fflush(stdout) != 0) {
        fprintf(stderr, "count: standard output: %s\n", strerror(errno));
        return 1;
    }
    if (bad) {
        fprintf(stderr, "count: line %ld is not a record\n", bad);
        return 3;
    }
    return 0;
}
