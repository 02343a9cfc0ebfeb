/*
 * answerer PATH HOW PATIENCE: a server of its own kind for one client. It prints every byte that it sends.
 *   permute: answers with a random permutation of the letters
 *   trickle: answers in upper case, a byte each 2 ms
 *   leave:   answers the first line and closes
 *   stale:   leaves PATH behind at once, as a killed server does
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
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

/* Under another name until it listens: who sees PATH can connect. */
static int listen_at(const char *path)
{
    char early[200];
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(early, sizeof early, "%s.early", path);
    strncpy(address.sun_path, early, sizeof address.sun_path - 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 8) < 0 ||
        rename(early, path) < 0)
        abort();
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

static void serve(int fd, const char *how)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    int is_slow = strcmp(how, "trickle") == 0, leaves = strcmp(how, "leave") == 0;
    unsigned char bytes[4096];
    for (ssize_t count; (count = read(fd, bytes, is_slow || leaves ? 1 : sizeof bytes)) > 0;) {
        int is_over = leaves && bytes[0] == '\n';
        for (ssize_t i = 0; i < count; i++)
            bytes[i] = mapped[bytes[i]];
        answer(fd, bytes, (size_t)count);
        if (is_over)
            return;
        if (is_slow)
            nanosleep(&moment, NULL);
    }
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    alarm(10 * (unsigned)atoi(argv[3]));
    signal(SIGPIPE, SIG_IGN);
    make_mapping(strcmp(argv[2], "permute") == 0);
    int listener = listen_at(argv[1]);
    if (strcmp(argv[2], "stale") == 0)
        return 0;
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
        return 1;
    close(listener);
    serve(fd, argv[2]);
    close(fd);
    unlink(argv[1]);
    return 0;
}
