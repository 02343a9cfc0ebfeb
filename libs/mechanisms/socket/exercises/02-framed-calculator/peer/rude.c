/* Clients whom a calculator has to bear: they stall inside a frame, do not read, send a bad length, or vanish. */
#define _GNU_SOURCE
#include "frames.h"
#include "modes.h"
#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct reply reply;

/* Clients 1 to 5 send half of a length, 6 to 10 half of a text; ten others want replies. */
void stall(const char *port)
{
    unsigned char frame[32];
    const size_t whole = put_frame(frame, "12345 - 54321", 13);
    int stalled[10], others[10];
    for (int i = 0; i < 10; i++) {
        stalled[i] = call(port);
        send_all(stalled[i], frame, i < 5 ? 2 : HEADER + 6);
    }
    for (int i = 0; i < 10; i++)
        others[i] = call(port);
    for (int i = 0; i < 10; i++)
        if (serves(others[i]) < 0)
            tell("stalled %d 1", 11 + i);
    for (int i = 0; i < 10; i++) {
        const size_t sent = i < 5 ? 2 : HEADER + 6;
        send_all(stalled[i], frame + sent, whole - sent);
        expect(stalled[i], "12345 - 54321", 13, "-41976");
    }
}

enum { FLOOD = 20000 };
static unsigned char requests[FLOOD * 40];
static size_t ends[FLOOD];

/* Sends as much as is taken, until nothing is for a second: who reads on has time to do so on a busy machine, too. Gives how many bytes that were. */
static size_t pour(int fd, size_t from, size_t to)
{
    while (from < to) {
        struct pollfd one = {.fd = fd, .events = POLLOUT};
        if (poll(&one, 1, 1000) != 1)
            break;
        ssize_t sent = send(fd, requests + from, to - from, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent > 0)
            from += (size_t)sent;
        else if (one.revents & (POLLERR | POLLHUP))
            break;
    }
    return from;
}

/* Sends without reading; others are served meanwhile; then every reply is there. */
void flood(const char *port)
{
    char text[64], wanted[64];
    size_t count = 0;
    for (int i = 0; i < FLOOD; i++) {
        count += put_frame(requests + count, text, (size_t)sprintf(text, "9000000000000000000 + %d", i));
        ends[i] = count;
    }
    int fd = call(port);
    const size_t sent = pour(fd, 0, count);
    for (int i = 0; i < 3; i++) {
        int other = call(port);
        if (serves(other) < 0)
            tell("flooded %d", i + 2);
        close(other);
    }
    for (int i = 0; i < FLOOD && ends[i] <= sent; i++) {
        enum heard heard = hear(fd, &reply, now() + 5 * patience);
        sprintf(wanted, "%lld", 9000000000000000000LL + i);
        if (heard != HEARD_REPLY || strcmp(reply.text, wanted) != 0)
            tell("lost %d %d", i, FLOOD);
    }
}

/* The most private memory, in MiB, that any other process may write to: VmData, proc_pid_status(5). */
static long largest_process(void)
{
    long most = 0;
    DIR *all = opendir("/proc");
    for (struct dirent *one; all != NULL && (one = readdir(all)) != NULL;) {
        char path[300], line[256];
        if (atoi(one->d_name) <= 0 || atoi(one->d_name) == getpid())
            continue;
        snprintf(path, sizeof path, "/proc/%s/status", one->d_name);
        FILE *status = fopen(path, "r");
        while (status != NULL && fgets(line, sizeof line, status) != NULL)
            if (strncmp(line, "VmData:", 7) == 0 && atol(line + 7) > most)
                most = atol(line + 7);
        if (status != NULL)
            fclose(status);
    }
    if (all != NULL)
        closedir(all);
    return most / 1024;
}

/* The stack of a thread for each connection counts, too. */
enum { MOST_MORE = 64 + 8 * 8 };

static void send_length(const char *port, size_t length, long before)
{
    unsigned char header[HEADER + 8];
    int fd = call(port);
    for (int i = 0; i < HEADER; i++)
        header[i] = (unsigned char)(length >> (8 * (HEADER - 1 - i)));
    memcpy(header + HEADER, "11111111", 8);
    send_all(fd, header, sizeof header);
    enum heard heard = hear(fd, &reply, now() + 2 * patience);
    const long more = largest_process() - before;
    if (more > MOST_MORE)
        tell("memory %zu %ld", length, more);
    if (heard != HEARD_END)
        tell(heard == HEARD_NOTHING ? "open %zu" : "answered %zu", length);
    close(fd);
}

void lengths(const char *port)
{
    static const size_t bad[] = {4294967295, 2147483648, 65537};
    static char text[TEXT_MAX];
    int older[3];
    for (int i = 0; i < 3; i++) {
        older[i] = call(port);
        if (serves(older[i]) < 0)
            tell("unserved %d", i + 1);
    }
    const long before = largest_process();
    for (int i = 0; i < 3; i++) {
        send_length(port, bad[i], before);
        int lost = 0;
        for (int one = 0; one < 3; one++)
            lost += serves(older[one]) < 0;
        if (lost > 0)
            tell("others %zu %d", bad[i], lost);
    }
    memset(text, '1', sizeof text);
    for (int i = 0; i < 3; i++) {
        static const size_t fine[] = {33, 4096, TEXT_MAX};
        say(older[0], text, fine[i]);
        enum heard heard = hear(older[0], &reply, now() + 2 * patience);
        if (heard != HEARD_REPLY || strcmp(reply.text, "ERR syntax") != 0)
            tell("refused %zu", fine[i]);
    }
}

/* Those who half-close first leave a connection on which a write raises SIGPIPE at once; others leave one on which it fails first. */
void vanish(const char *port)
{
    static unsigned char block[500 * 16];
    const struct linger at_once = {.l_onoff = 1};
    size_t count = 0;
    for (int i = 0; i < 500; i++)
        count += put_frame(block + count, "123 * 456", 9);
    for (int i = 0; i < 20; i++) {
        int fd = call(port);
        send_all(fd, block, count);
        if (i % 2 == 0)
            shutdown(fd, SHUT_WR);
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        close(fd);
    }
}
