#define _GNU_SOURCE
#include "pairs.h"
#include "place.h"
#include "talk.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct store a, b;
static char answer[LINE_BYTES];

static void see(const char *key, const char *wanted)
{
    char command[80];
    snprintf(command, sizeof command, "GET %s\n", key);
    ask(&b, command, command, answer);
    if (strcmp(answer, wanted) != 0)
        say("unseen %s %s %s", key, one_word(answer), one_word(wanted));
}

void two(const char *file)
{
    enum { MANY = 130 };
    char key[16], command[80];
    start(&a, file);
    expect(&a, "GET one\n", "GET one", "NONE");
    start(&b, file);
    expect(&b, "GET one\n", "GET one", "NONE");
    snprintf(command, sizeof command, "SET one first %s\n", token);
    expect(&a, command, "SET one", "OK");
    snprintf(command, sizeof command, "VALUE first %s", token);
    see("one", command);
    expect(&b, "SET two 2\n", "SET two", "OK");
    expect(&a, "GET two\n", "GET two", "VALUE 2");
    expect(&a, "SET one second\n", "SET one", "OK");
    see("one", "VALUE second");
    expect(&a, "DEL one\n", "DEL one", "OK");
    see("one", "NONE");
    crash_word = "grown";
    for (int i = 0; i < MANY; i++) {
        snprintf(key, sizeof key, "g%d", i);
        set(&a, key, (struct value){next_letter(), LONGEST});
    }
    look_into(file);
    for (int i = 0; i < MANY; i++) {
        snprintf(key, sizeof key, "g%d", i);
        if (!has(&b, key, (struct value){next_letter(), LONGEST}))
            say("grown %s %s", one_word(answer), key);
    }
    set(&b, "behind", (struct value){'b', 10});
    if (!has(&a, "behind", (struct value){'b', 10}))
        say("grown %s behind", one_word(answer));
    crash_word = "killed";
    finish(&a);
    finish(&b);
}

/* All its commands at once, and the answers as they come: 1 for each OK. */
static void feed(struct store *one, const char *commands, int wanted)
{
    size_t left = strlen(commands);
    double until = now_us() + 10e6 * patience;
    fcntl(one->in, F_SETFL, O_NONBLOCK);
    while (wanted > 0) {
        struct pollfd there[2] = {{one->out, POLLIN, 0}, {left > 0 ? one->in : -1, POLLOUT, 0}};
        if (now_us() > until || poll(there, 2, 100) < 0)
            say("silent SET");
        if (there[1].revents != 0) {
            ssize_t done = write(one->in, commands, left);
            if (done < 0 && errno != EAGAIN)
                say("ended 0 SET");
            commands += done < 0 ? 0 : done;
            left -= done < 0 ? 0 : (size_t)done;
        }
        while (wanted > 0 && (there[0].revents != 0 || one->have > 0)) {
            long length = receive(one, answer, 0);
            there[0].revents = 0;
            if (length == -1)
                break;
            if (length < 0 || strcmp(answer, "OK") != 0)
                say("wrong SET %s OK", length < 0 ? "nothing" : one_word(answer));
            wanted--;
        }
    }
    fcntl(one->in, F_SETFL, 0);
}

static char *commands_of(char name, int count)
{
    char *all = malloc((size_t)count * 160), *at = all;
    for (int i = 0; i < count; i++)
        at += sprintf(at, "SET %c%d %s-%d-%.*s\n", name, i, token, i, i % 100, "........................................"
                                                                                 "............................................................");
    return all;
}

static int missing(struct store *one, char name, int count)
{
    int gone = 0;
    char command[40], wanted[200];
    for (int i = 0; i < count; i++) {
        snprintf(command, sizeof command, "GET %c%d\n", name, i);
        snprintf(wanted, sizeof wanted, "VALUE %s-%d-%.*s", token, i, i % 100, "........................................"
                                                                                "............................................................");
        ask(one, command, command, answer);
        gone += strcmp(answer, wanted) != 0;
    }
    return gone;
}

/* One of two is fed by a child of this program, so that both are busy at the same time. */
void writers(const char *file, int count)
{
    start(&a, file);
    start(&b, file);
    fflush(stdout);
    pid_t other = fork();
    if (other == 0)
        feed(&a, commands_of('a', count), count);
    if (other == 0)
        _exit(7);
    feed(&b, commands_of('b', count), count);
    int status = 0;
    waitpid(other, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 7)
        _exit(0);
    struct store *third = &a;
    int gone = missing(third, 'a', count) + missing(third, 'b', count);
    if (gone > 0)
        say("lost %d %d", gone, 2 * count);
    finish(&a);
    finish(&b);
    start(&a, file);
    gone = missing(&a, 'a', count) + missing(&a, 'b', count);
    if (gone > 0)
        say("lost %d %d", gone, 2 * count);
    finish(&a);
}
