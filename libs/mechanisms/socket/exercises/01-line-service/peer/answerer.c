/*
 * answerer PORT HOW PATIENCE FILE: a server of its own kind for one client, on 127.0.0.1. It makes FILE when it listens, and prints every
 * byte that it sends.
 *   permute: answers with a random permutation of the letters
 *   trickle: answers in upper case, a byte each 2 ms, and stops after the first byte of each line
 *   leave:   answers the first line, says that this was all, and resets the connection
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static unsigned char mapped[256];

static void make_mapping(int is_random)
{
    unsigned char letters[26], drawn[26];
    for (int i = 0; i < 26; i++)
        letters[i] = (unsigned char)('A' + i);
    if (getrandom(drawn, sizeof drawn, 0) != sizeof drawn)
        abort();
    for (int i = 25; is_random && i > 0; i--) {
        int other = drawn[i] % (i + 1);
        unsigned char kept = letters[i];
        letters[i] = letters[other];
        letters[other] = kept;
    }
    for (int i = 0; i < 256; i++)
        mapped[i] = (unsigned char)(i >= 'a' && i <= 'z' ? letters[i - 'a'] : i);
}

static int listen_on(int port, const char *file)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 8) < 0)
        abort();
    int made = open(file, O_WRONLY | O_CREAT, 0600);
    if (made < 0)
        abort();
    close(made);
    return fd;
}

static void answer(int fd, const unsigned char *bytes, size_t count)
{
    if (fwrite(bytes, 1, count, stdout) != count || fflush(stdout) != 0)
        exit(1);
    while (count > 0) {
        ssize_t sent = send(fd, bytes, count, MSG_NOSIGNAL);
        if (sent < 0)
            exit(3);
        bytes += sent;
        count -= (size_t)sent;
    }
}

static void pause_for(long ms)
{
    const struct timespec moment = {.tv_nsec = ms * 1000000};
    nanosleep(&moment, NULL);
}

static void serve(int fd, int by_bytes, int leaves)
{
    unsigned char bytes[4096];
    int is_first = 1;
    for (ssize_t count; (count = read(fd, bytes, by_bytes || leaves ? 1 : sizeof bytes)) > 0;) {
        int ends_line = bytes[0] == '\n';
        for (ssize_t i = 0; i < count; i++)
            bytes[i] = mapped[bytes[i]];
        answer(fd, bytes, (size_t)count);
        if (leaves && ends_line)
            return;
        if (by_bytes)
            pause_for(is_first ? 250 : 2);
        is_first = ends_line;
    }
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    int by_bytes = strcmp(argv[2], "trickle") == 0, leaves = strcmp(argv[2], "leave") == 0;
    alarm(10 * (unsigned)atoi(argv[3]));
    signal(SIGPIPE, SIG_IGN);
    make_mapping(strcmp(argv[2], "permute") == 0);
    int listener = listen_on(atoi(argv[1]), argv[4]);
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
        return 1;
    close(listener);
    serve(fd, by_bytes, leaves);
    /* What the client writes next meets EPIPE at once: its side knows of the end, and then of the reset. See tcp(7), SO_LINGER in socket(7). */
    struct linger none = {.l_onoff = leaves};
    shutdown(fd, SHUT_WR);
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    close(fd);
    return 0;
}
