/*
 * append FILE ID COUNT: puts the records 1 to COUNT of the writer ID behind what FILE holds. Up to four run at the same time.
 *
 * The frame stands: the arguments, the record. How it gets into FILE, whole and behind everything else, is yours.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORD = 50, MOST = 100000 };

/* The number of records, or 0 when the text is none. */
static long number(const char *text)
{
    char *end;
    long value = strtol(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && *end == 0 && value >= 1 && value <= MOST ? value : 0;
}

/* Exactly RECORD bytes, without a NUL behind them. */
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
    char record[RECORD];
    make_record(record, argv[2][0], 1);
    /* Who else writes to FILE between the moment you choose a place in it and the moment you write there? */
    fprintf(stderr, "append: nothing is written yet\n");
    return 1;
}
