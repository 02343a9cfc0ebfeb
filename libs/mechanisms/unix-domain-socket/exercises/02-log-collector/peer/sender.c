/*
 * sender PATH HOW PATIENCE: a reporter of its own kind, over whatever kind of socket PATH is. It prints what the collector has to print.
 *   many:   100 messages of 1 to 2000 letters, back to back
 *   claim:  a message that claims to be from somebody else
 *   large:  70000 bytes, then a short message
 *   silent: connects, says nothing and stays; leave: connects and leaves
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int fd, patience;

static void give_up(const char *says)
{
    puts(says);
    exit(3);
}

static void join(const char *path)
{
    static const int kinds[] = {SOCK_SEQPACKET, SOCK_DGRAM};
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval most = {.tv_sec = 5 * patience};
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    for (int i = 0; i < 2; i++) {
        fd = socket(AF_UNIX, kinds[i], 0);
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
        if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
            return;
        close(fd);
    }
    give_up("there is no datagram or seqpacket socket at PATH");
}

static void say(const char *text, size_t length, const char *wanted)
{
    if (send(fd, text, length, MSG_NOSIGNAL) != (ssize_t)length)
        give_up("a message was not taken within 5 s");
    printf("sent %ld %ld %s\n", (long)getpid(), (long)getuid(), wanted);
}

static void say_letters(size_t length)
{
    char text[2001];
    unsigned char drawn[2000];
    if (getrandom(drawn, sizeof drawn, 0) != sizeof drawn)
        abort();
    for (size_t i = 0; i < length; i++)
        text[i] = (char)('a' + drawn[i] % 26);
    text[length] = '\0';
    say(text, length, text);
}

int main(int argc, char **argv)
{
    static char large[70000];
    unsigned short sizes[100];
    if (argc != 4)
        return 2;
    patience = atoi(argv[3]);
    alarm(15 * (unsigned)patience);
    join(argv[1]);
    if (strcmp(argv[2], "many") == 0) {
        if (getrandom(sizes, sizeof sizes, 0) != sizeof sizes)
            abort();
        for (int i = 0; i < 100; i++)
            say_letters(1 + sizes[i] % 2000);
    } else if (strcmp(argv[2], "claim") == 0) {
        say("1 0 root says hello", 19, "1 0 root says hello");
    } else if (strcmp(argv[2], "large") == 0) {
        memset(large, 'x', sizeof large);
        say(large, sizeof large, "[truncated]");
        say_letters(300);
    } else if (strcmp(argv[2], "silent") == 0) {
        puts("here");
        fflush(stdout);
        pause();
    }
    return 0;
}
