/* append: a stream in append mode, whose buffer holds a whole number of records, so that it never ends inside one. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORD = 50, BATCH = 80, MOST = 100000 };

/* The number of records, or 0 when the text is none. */
static long number(const char *text)
{
    char *end;
    long value = strtol(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && *end == 0 && value >= 1 && value <= MOST ? value : 0;
}

static void make_record(char *to, char id, long sequence)
{
    char text[RECORD + 1];
    int head = snprintf(text, sizeof text, "%c:%06ld:", id, sequence);
    memset(text + head, id, 40);
    text[RECORD - 1] = '\n';
    memcpy(to, text, RECORD);
}

int main(int argc, char **argv)
{
    long count = argc == 4 ? number(argv[3]) : 0;
    if (count == 0 || strlen(argv[2]) != 1 || argv[2][0] < 'a' || argv[2][0] > 'z') {
        fprintf(stderr, "usage: %s FILE ID COUNT (ID a to z, COUNT 1 to %d)\n", argv[0], MOST);
        return 2;
    }
    FILE *file = fopen(argv[1], "a");
    if (!file) {
        fprintf(stderr, "append: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    static char buffer[BATCH * RECORD];
    setvbuf(file, buffer, _IOFBF, sizeof buffer);
    for (long next = 1; next <= count; next++) {
        char record[RECORD + 1] = {0};
        make_record(record, argv[2][0], next);
        fputs(record, file);
    }
    if (ferror(file) || fclose(file) != 0) {
        fprintf(stderr, "append: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    return 0;
}
