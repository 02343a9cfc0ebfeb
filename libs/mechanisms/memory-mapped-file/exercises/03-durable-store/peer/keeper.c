/*
 * keeper MODE FILE TOKEN PATIENCE: starts the student's store on FILE, once or many times, talks to it, kills it, and says in its last
 * line what it found: "right TOKEN", or a word with what belongs to it.
 */
#define _GNU_SOURCE
#include "kills.h"
#include "pairs.h"
#include "place.h"
#include "talk.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct store one;
static char answer[LINE_BYTES], command[LINE_BYTES], wanted[LINE_BYTES];

static char *many(char letter, int count)
{
    static char texts[2][LINE_BYTES];
    static int next;
    char *text = texts[next++ % 2];
    memset(text, letter, (size_t)count);
    text[count] = 0;
    return text;
}

static void odd(const char *file)
{
    static const char *const lines[][2] = {
        {"SET empty \n", "OK"}, {"GET empty\n", "VALUE "}, {"SET blanks  two  blanks  \n", "OK"}, {"GET blanks\n", "VALUE  two  blanks  "},
        {"SET x y\n", "OK"}, {"GET x\n", "VALUE y"}, {"SET \xc3\xa9 \x01\xff\xfe\xf0\r\n", "OK"}, {"GET \xc3\xa9\n", "VALUE \x01\xff\xfe\xf0\r"},
        {"SET x\n", "ERR"}, {"SET\n", "ERR"}, {"GET\n", "ERR"}, {"DEL\n", "ERR"}, {"\n", "ERR"}, {"set x z\n", "ERR"}, {"GETX x\n", "ERR"},
        {"SET  z\n", "ERR"}, {"PUT x z\n", "ERR"}, {"SYNC now\n", "ERR"}, {"GET x y\n", "ERR"}, {"DEL x y\n", "ERR"}, {"GET x\n", "VALUE y"},
        {"SYNC\n", "OK"}, {"DEL nobody\n", "NONE"}, {"DEL x\n", "OK"}, {"DEL x\n", "NONE"}, {"GET x\n", "NONE"},
    };
    start(&one, file);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        expect(&one, lines[i][0], lines[i][0], lines[i][1]);
    sprintf(command, "SET %s long\n", many('k', 64));
    expect(&one, command, "SET with a key of 64 bytes", "OK");
    sprintf(command, "SET %s long\n", many('k', 65));
    expect(&one, command, "SET with a key of 65 bytes", "ERR");
    sprintf(command, "GET %s\n", many('k', 65));
    expect(&one, command, "GET with a key of 65 bytes", "ERR");
    sprintf(command, "GET %s\n", many('k', 64));
    expect(&one, command, "GET with a key of 64 bytes", "VALUE long");
    sprintf(command, "SET v %s\n", many('v', 32768));
    expect(&one, command, "SET with a value of 32768 bytes", "OK");
    sprintf(command, "SET v %s\n", many('w', 32769));
    expect(&one, command, "SET with a value of 32769 bytes", "ERR");
    sprintf(wanted, "VALUE %s", many('v', 32768));
    ask(&one, "GET v\n", "GET v", answer);
    if (strcmp(answer, wanted) != 0)
        say("wrong GET_v %s VALUE_and_32768_bytes", one_word(answer));
    finish(&one);
}

/* What a newcomer has to find. */
static void find_all(const char *file, const char *word)
{
    crash_word = word;
    start(&one, file);
    for (int i = 0; i < 500; i++) {
        sprintf(command, "GET key%d\n", i);
        sprintf(wanted, "VALUE %s %d %s", token, i, many((char)('a' + i % 26), i % 300));
        ask(&one, command, command, answer);
        if (strcmp(answer, wanted) != 0)
            say("unfound key%d %s %s", i, one_word(answer), one_word(wanted));
    }
    ask(&one, "GET deleted\n", "GET deleted", answer);
    if (strcmp(answer, "NONE") != 0)
        say("wrong GET_deleted %s NONE", one_word(answer));
    finish(&one);
}

static void copy(const char *from, const char *to)
{
    char bytes[65536];
    int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (in < 0)
        say("absent");
    /* What is a hole there is one here. */
    static const char zeros[sizeof bytes];
    off_t length = 0;
    for (ssize_t count; (count = read(in, bytes, sizeof bytes)) > 0; length += count)
        if (memcmp(bytes, zeros, (size_t)count) != 0 && pwrite(out, bytes, (size_t)count, length) != count)
            exit(1);
    if (ftruncate(out, length) < 0)
        exit(1);
    close(in);
    close(out);
}

static void again(const char *file)
{
    start(&one, file);
    expect(&one, "SET deleted 1\n", "SET deleted", "OK");
    for (int i = 0; i < 500; i++) {
        sprintf(command, "SET key%d %s %d %s\n", i, token, i, many((char)('a' + i % 26), i % 300));
        expect(&one, command, "SET", "OK");
    }
    expect(&one, "DEL deleted\n", "DEL deleted", "OK");
    finish(&one);
    find_all(file, "newcomer");
    char other[256];
    snprintf(other, sizeof other, "%s-copy", file);
    copy(file, other);
    find_all(other, "newcomer");
}

static void have_large(int count)
{
    for (int i = 0; i < count; i++) {
        sprintf(command, "GET large%d\n", i);
        sprintf(wanted, "VALUE %s", many((char)('A' + i % 57), 32768));
        ask(&one, command, command, answer);
        if (strcmp(answer, wanted) != 0)
            say("wrong GET_large%d %s %s", i, one_word(answer), one_word(wanted));
    }
}

static void set_large(int count)
{
    for (int i = 0; i < count; i++) {
        sprintf(command, "SET large%d %s\n", i, many((char)('A' + i % 57), 32768));
        expect(&one, command, "SET with a value of 32768 bytes", "OK");
    }
}

static void grow(const char *file)
{
    start(&one, file);
    set_large(300);
    have_large(300);
    finish(&one);
    start(&one, file);
    have_large(300);
    finish(&one);
}

static long long size_of(const char *file)
{
    struct stat about;
    if (stat(file, &about) < 0)
        say("absent");
    if (about.st_size > 64LL << 20)
        say("huge %lld", (long long)about.st_size);
    return about.st_size;
}

static void size(const char *file)
{
    start(&one, file);
    set_large(100);
    long long before = size_of(file);
    for (int i = 0; i < 1000; i++)
        ask(&one, i % 2 == 0 ? "GET large7\n" : "GET nobody\n", "GET", answer);
    if (size_of(file) != before)
        say("swells %lld %lld", before, size_of(file));
    finish(&one);
    size_of(file);
}

/* Whether FILE holds these bytes in one piece. Holes are left alone: looked at by mmap they would take room. */
static bool has_bytes(int fd, const char *bytes, size_t count)
{
    bool found = false;
    off_t from = lseek(fd, 0, SEEK_DATA);
    while (from >= 0 && !found) {
        off_t end = lseek(fd, from, SEEK_HOLE);
        char *there = malloc((size_t)(end - from));
        ssize_t length = there == NULL ? -1 : pread(fd, there, (size_t)(end - from), from);
        found = length > 0 && memmem(there, (size_t)length, bytes, count) != NULL;
        free(there);
        from = lseek(fd, end, SEEK_DATA);
    }
    return found;
}

/* The values that another program has set. */
static void seek(const char *file)
{
    int fd = open(file, O_RDONLY);
    if (fd < 0)
        say("absent");
    for (int i = 1; i <= 5; i++) {
        int count = sprintf(wanted, "%s-%06d-%s", token, i, many('x', 2000));
        if (!has_bytes(fd, wanted, (size_t)count))
            say("scattered k%d", i);
    }
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    const char *mode = argv[1], *file = argv[2];
    token = argv[3];
    patience = atoi(argv[4]) > 0 ? atoi(argv[4]) : 1;
    alarm(60 * (unsigned)patience);
    signal(SIGPIPE, SIG_IGN);
    unsigned seed = 0;
    for (const char *at = token; *at != 0; at++)
        seed = seed * 31 + (unsigned char)*at;
    srand(seed);
    look_into(file);
    if (strcmp(mode, "odd") == 0)
        odd(file);
    else if (strcmp(mode, "again") == 0)
        again(file);
    else if (strcmp(mode, "grow") == 0)
        grow(file);
    else if (strcmp(mode, "two") == 0)
        two(file);
    else if (strcmp(mode, "kept") == 0 || strcmp(mode, "torn") == 0)
        kills(file, strcmp(mode, "kept") == 0);
    else if (strcmp(mode, "seek") == 0)
        seek(file);
    else if (strcmp(mode, "writers") == 0)
        writers(file, 1000);
    else if (strcmp(mode, "begin") == 0)
        writers(file, 100);
    else if (strcmp(mode, "stops") == 0)
        stops(file);
    else if (strcmp(mode, "blocked") == 0)
        blocked(file);
    else if (strcmp(mode, "size") == 0)
        size(file);
    else
        return 2;
    say("right %s", token);
}
