/*
 * guests HOW PATH TOKEN PATIENCE: clients that speak the protocol by themselves. The last line is `fine TOKEN`, or what was seen.
 *   rooms:  six come one after another, where two workers are; lines must not go from one room to the other
 *   pieces: name and lines in one packet, a byte at a time, a line without an end
 *   rude:   leaves without reading, without a name, in the middle of a name
 *   flood:  1 MiB among two, after a line on standard input
 *   rest:   one comes and leaves, eight come, one says half of its name; a line on standard input before each
 *   lazy:   one never reads while another says 1 MB; then it reads
 *   crowd:  a hundred one after another, then thirty at once
 */
#define _GNU_SOURCE
#include "flood.h"
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const names[] = {"ann", "bob", "cid", "dot", "eve", "fay", "guy", "hal"};
static struct guest guests[GUESTS_MAX];

/* Says that it has come so far, and waits for a line. */
static void report(const char *stage)
{
    char line[16];
    puts(stage);
    fflush(stdout);
    if (fgets(line, sizeof line, stdin) == NULL)
        exit(1);
}

static void rooms(void)
{
    char text[24], line[64];
    for (int i = 0; i < 6; i++)
        join(&guests[i], names[i]);
    for (int author = 0; author < 12; author++) {
        make_text(text, 20);
        say(&guests[author % 6], line, (size_t)sprintf(line, "%s\n", text));
        sprintf(line, "%s: %s", names[author % 6], text);
        for (int other = author % 2; other < 6; other += 2)
            expect(&guests[other], "crossed", line);
    }
    for (int i = 0; i < 6; i++)
        leave(&guests[i]);
}

static void pieces(void)
{
    static const char slow[] = "bob\nslowly\n\n";
    const struct timespec moment = {.tv_nsec = 2000000};
    char words[2048], large[1001], line[1100];
    make_text(large, 1000);
    join(&guests[0], "wit");
    enter(&guests[1], "ann");
    say(&guests[1], words, (size_t)sprintf(words, "ann\nhi there\n\n%s\n  two blanks: %%s\nlast\n", large));
    expect(&guests[1], "together", "welcome ann");
    sprintf(line, "ann: %s", large);
    const char *const lines[] = {"ann: hi there", "ann: ", line, "ann:   two blanks: %s", "ann: last"};
    for (int i = 0; i < 5; i++) {
        expect(&guests[1], "together", lines[i]);
        expect(&guests[0], "together", lines[i]);
    }
    enter(&guests[2], "bob");
    for (size_t at = 0; slow[at] != '\0'; at++) {
        say(&guests[2], slow + at, 1);
        nanosleep(&moment, NULL);
    }
    expect(&guests[2], "apart", "welcome bob");
    expect(&guests[2], "apart", "bob: slowly");
    expect(&guests[2], "apart", "bob: ");
    expect(&guests[0], "apart", "bob: slowly");
    expect(&guests[0], "apart", "bob: ");
    join(&guests[3], "cid");
    say(&guests[3], "whole\nunfinished", 16);
    expect(&guests[3], "other", "cid: whole");
    leave(&guests[3]);
    say(&guests[0], "after\n", 6);
    expect(&guests[0], "other", "cid: whole");
    expect(&guests[0], "unfinished", "wit: after");
}

/* Who closes a connection without having read all resets it. */
static void rude(void)
{
    enter(&guests[0], "ann");
    say(&guests[0], "ann\n", 4);
    poll(&(struct pollfd){.fd = guests[0].fd, .events = POLLIN}, 1, LIMIT_MS * patience_of_run());
    close(guests[0].fd);
    enter(&guests[1], "bob");
    close(guests[1].fd);
    enter(&guests[2], "cid");
    say(&guests[2], "ci", 2);
    close(guests[2].fd);
}

static void rest(void)
{
    join(&guests[0], "ann");
    leave(&guests[0]);
    report("calm");
    for (int i = 0; i < 8; i++)
        join(&guests[i], names[i]);
    report("joined");
    enter(&guests[8], "ida");
    say(&guests[8], "id", 2);
    report("half");
}

static void lazy(void)
{
    join(&guests[0], "ann");
    join(&guests[1], "bob");
    join(&guests[2], "cid");
    flood(guests, 3, 1, 2000, 500);
    catch_up(&guests[2], 2000, 500);
}

static void crowd(void)
{
    char name[32];
    for (int i = 0; i < 100; i++) {
        sprintf(name, "guest%d", i + 1);
        if (i % 5 < 3) {
            join(&guests[0], name);
        } else {
            enter(&guests[0], name);
            if (i % 5 == 3)
                say(&guests[0], "left\n", 5);
        }
        close(guests[0].fd);
    }
    for (int i = 0; i < 30; i++) {
        sprintf(name, "guest%d", i + 101);
        enter(&guests[i], name);
    }
    for (int i = 0; i < 30; i++)
        say(&guests[i], name, (size_t)sprintf(name, "%s\n", guests[i].name));
    for (int i = 0; i < 30; i++) {
        sprintf(name, "welcome %s", guests[i].name);
        expect(&guests[i], "other", name);
    }
    for (int i = 0; i < 30; i++)
        close(guests[i].fd);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *how;
        void (*play)(void);
    } plays[] = {{"rooms", rooms}, {"pieces", pieces}, {"rude", rude}, {"rest", rest}, {"lazy", lazy}, {"crowd", crowd}};
    if (argc != 5)
        return 2;
    begin(argv[2], atoi(argv[4]));
    if (strcmp(argv[1], "flood") == 0) {
        join(&guests[0], "ann");
        join(&guests[1], "bob");
        report("joined");
        flood(guests, 2, 0, 1049, 1000);
    }
    for (size_t i = 0; i < sizeof plays / sizeof plays[0]; i++)
        if (strcmp(argv[1], plays[i].how) == 0)
            plays[i].play();
    printf("fine %s\n", argv[3]);
    return 0;
}
