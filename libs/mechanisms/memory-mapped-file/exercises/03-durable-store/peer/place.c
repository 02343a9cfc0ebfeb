#define _GNU_SOURCE
#include "place.h"
#include "talk.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { KEYS = 8, PAGE = 4096, MIDDLE = 2048, POINTS = 7 };

static int fd = -1;
static unsigned char letter;

/* The last two places of each key, and the end of the one that is farthest behind. */
static off_t places[KEYS][2];
static off_t farthest;

unsigned char next_letter(void)
{
    letter = letter == 126 ? 161 : letter == 254 ? 33 : (unsigned char)(letter + 1);
    return letter;
}

char *set_command(const char *key, struct value value)
{
    static char command[LONGEST + 200];
    int length = sprintf(command, "SET %s ", key);
    memset(command + length, value.letter, (size_t)value.count);
    strcpy(command + length + value.count, "\n");
    return command;
}

bool has(struct store *one, const char *key, struct value value)
{
    static char answer[LINE_BYTES];
    char command[80];
    snprintf(command, sizeof command, "GET %s\n", key);
    long length = ask(one, command, command, answer);
    if (length != value.count + 6 || memcmp(answer, "VALUE ", 6) != 0)
        return false;
    for (long i = 6; i < length; i++)
        if ((unsigned char)answer[i] != value.letter)
            return false;
    return true;
}

void set(struct store *one, const char *key, struct value value)
{
    char what[80];
    snprintf(what, sizeof what, "SET %s", key);
    expect(one, set_command(key, value), what, "OK");
}

void look_into(const char *file)
{
    if (fd >= 0)
        close(fd);
    fd = open(file, O_RDONLY | O_CLOEXEC);
    memset(places, -1, sizeof places);
    farthest = -1;
    letter = 32;
}

static bool holds(off_t at, unsigned char wanted)
{
    unsigned char one = 0;
    return pread(fd, &one, 1, at) == 1 && one == wanted;
}

static off_t beginning(off_t inside, unsigned char wanted)
{
    unsigned char before[PAGE + MIDDLE];
    off_t from = inside < (off_t)sizeof before ? 0 : inside - (off_t)sizeof before;
    ssize_t count = pread(fd, before, (size_t)(inside - from), from);
    while (count > 0 && before[count - 1] == wanted)
        count--;
    return from + (count < 0 ? 0 : count);
}

/* One byte of each page that is there. */
static off_t find(unsigned char wanted)
{
    off_t from = lseek(fd, 0, SEEK_DATA);
    while (from >= 0) {
        off_t end = lseek(fd, from, SEEK_HOLE);
        for (off_t at = from - from % PAGE + MIDDLE; at < end; at += PAGE)
            if (holds(at, wanted) && holds(at + PAGE, wanted))
                return beginning(at, wanted);
        from = lseek(fd, end, SEEK_DATA);
    }
    return -1;
}

void learn(int key, struct value value)
{
    if (value.count == 0)
        return;
    off_t at = holds(places[key][0] + MIDDLE, value.letter) ? places[key][0] : find(value.letter);
    if (at < 0 || at == places[key][0])
        return;
    places[key][1] = places[key][0];
    places[key][0] = at;
    if (at + value.count > farthest)
        farthest = at + value.count;
}

int seen_of(int key, struct value value)
{
    const off_t starts[] = {farthest, places[key][0], places[key][1]};
    int most = 0;
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        int count = 0;
        for (int point = 0; starts[i] >= 0 && point < POINTS; point++)
            count += holds(starts[i] + MIDDLE + point * PAGE, value.letter);
        most = count > most ? count : most;
    }
    return most;
}

void await_first(int key, struct value value, int answers)
{
    const off_t starts[] = {farthest, places[key][0], places[key][1]};
    double until = now_us() + 2000.0 * patience;
    int waiting = 0;
    while (now_us() < until && waiting == 0) {
        for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
            if (starts[i] >= 0 && holds(starts[i] + MIDDLE, value.letter))
                return;
        ioctl(answers, FIONREAD, &waiting);
    }
}
