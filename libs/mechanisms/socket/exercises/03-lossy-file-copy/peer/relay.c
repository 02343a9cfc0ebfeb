/*
 * relay PORT TARGET HOW FILE: passes datagrams that come to PORT on to TARGET, and the replies back, until SIGTERM.
 *   clean: all of them      dead: none      lossy-SEED: late, lost, twice and out of order
 *   answers-K: all but the answers K, K+1 and K+2      strangers: all, and other people's ones between them
 * It prints `listening`, `thirty` when 30 datagrams of the sender have passed, and at the end lines about what it saw.
 */
#define _GNU_SOURCE
#include "watch.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { DATAGRAM_MAX = 1472, WAITING_MAX = 4096, STORM = 10 * 263 + 200 };

struct waiting {
    double due;
    int is_up;
    size_t length;
    unsigned char bytes[DATAGRAM_MAX];
};

static struct waiting *waiting[WAITING_MAX];
static int waiting_count;
static int front, back;
static struct sockaddr_in sender, target;
static unsigned long long state;
static int lost_in_a_row[2], counts[2], largest, first_lost, bound = -1;
static int is_lossy, is_dead, has_strangers;
static volatile sig_atomic_t is_over;

static void on_term(int number)
{
    (void)number;
    is_over = 1;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* A number below `most`, decided by the seed; see splitmix64. */
static int draw(int most)
{
    unsigned long long z = state += 0x9E3779B97F4A7C15ULL;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
    return (int)((z ^ z >> 31) % (unsigned long long)most);
}

static struct sockaddr_in place(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static int open_socket(int port)
{
    const int most = 4 * 1024 * 1024;
    const struct sockaddr_in address = place(port);
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &most, sizeof most);
    if (fd < 0 || bind(fd, (const struct sockaddr *)&address, sizeof address) < 0)
        abort();
    return fd;
}

static void pass(int is_up, const void *bytes, size_t length)
{
    const struct sockaddr_in *to = is_up ? &target : &sender;
    sendto(is_up ? back : front, bytes, length, 0, (const struct sockaddr *)to, sizeof *to);
}

static void pass_later(int is_up, const void *bytes, size_t length, double due)
{
    struct waiting *one = waiting_count < WAITING_MAX ? malloc(sizeof *one) : NULL;
    if (one == NULL)
        return;
    *one = (struct waiting){.due = due, .is_up = is_up, .length = length};
    memcpy(one->bytes, bytes, length);
    waiting[waiting_count++] = one;
}

/* Passes on what is due, the oldest first, and tells for how long there is nothing to do. */
static int pass_due(void)
{
    for (;;) {
        int next = -1;
        for (int i = 0; i < waiting_count; i++)
            if (next < 0 || waiting[i]->due < waiting[next]->due)
                next = i;
        if (next < 0)
            return 100;
        const double left = waiting[next]->due - now();
        if (left > 0)
            return left > 0.1 ? 100 : (int)(left * 1000) + 1;
        pass(waiting[next]->is_up, waiting[next]->bytes, waiting[next]->length);
        free(waiting[next]);
        waiting[next] = waiting[--waiting_count];
    }
}

static void send_through(int is_up, const unsigned char *bytes, size_t length)
{
    if (!is_lossy) {
        pass(is_up, bytes, length);
        return;
    }
    if (draw(5) == 0 && lost_in_a_row[is_up] < 3) {
        lost_in_a_row[is_up]++;
        return;
    }
    lost_in_a_row[is_up] = 0;
    for (int copies = draw(5) == 0 ? 2 : 1; copies > 0; copies--)
        pass_later(is_up, bytes, length, now() + 0.010 + (draw(5) == 0 ? 0.005 + draw(26) / 1000.0 : 0));
}

/* From a port that neither side knows. */
static void send_strangers(const struct sockaddr_in *to)
{
    static unsigned char noise[700];
    const int fd = open_socket(0);
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (unsigned char)draw(256);
    sendto(fd, "", 0, 0, (const struct sockaddr *)to, sizeof *to);
    sendto(fd, "?", 1, 0, (const struct sockaddr *)to, sizeof *to);
    sendto(fd, noise, sizeof noise, 0, (const struct sockaddr *)to, sizeof *to);
    close(fd);
}

/* A datagram from one side; `is_up` when it is the sender's. */
static void handle(int is_up)
{
    static unsigned char bytes[65536];
    struct sockaddr_in from;
    socklen_t size = sizeof from;
    const ssize_t got = recvfrom(is_up ? front : back, bytes, sizeof bytes, MSG_DONTWAIT, (struct sockaddr *)&from, &size);
    if (got < 0)
        return;
    if (is_up)
        sender = from;
    counts[is_up]++;
    if (got > largest)
        largest = (int)got;
    if (is_up && counts[1] == 1)
        bound = is_on_loopback(ntohs(target.sin_port));
    if (got > DATAGRAM_MAX || is_dead)
        return;
    if (!is_up && first_lost > 0 && counts[0] >= first_lost && counts[0] < first_lost + 3)
        return;
    if (is_up)
        look_for_pieces(bytes, (size_t)got);
    send_through(is_up, bytes, (size_t)got);
    if (is_up && counts[1] == 30) {
        puts("thirty");
        fflush(stdout);
    }
    if (has_strangers && is_up && counts[1] == 10) {
        send_strangers(&target);
        send_strangers(&sender);
    }
}

static void tell(void)
{
    printf(largest > DATAGRAM_MAX ? "size giant %d\n" : "size ok\n", largest);
    printf(pieces_found() < 48 ? "pieces few %d\n" : "pieces ok\n", pieces_found());
    if (counts[1] > STORM || counts[0] > STORM)
        printf("count %s %d %d\n", counts[1] > STORM ? "sender" : "receiver", counts[1] > STORM ? counts[1] : counts[0], STORM);
    else
        puts("count ok");
    printf(bound == 0 ? "bound everywhere\n" : bound < 0 ? "bound nowhere\n" : "bound ok\n");
    printf(counts[1] == 0 ? "sent nothing\n" : "sent %d\n", counts[1]);
    printf("answers %d\n", counts[0]);
    tell_busiest();
    fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    const char *how = argv[3];
    target = place(atoi(argv[2]));
    front = open_socket(atoi(argv[1]));
    back = open_socket(0);
    is_lossy = strncmp(how, "lossy-", 6) == 0;
    is_dead = strcmp(how, "dead") == 0;
    has_strangers = strcmp(how, "strangers") == 0;
    if (strncmp(how, "answers-", 8) == 0)
        first_lost = atoi(how + 8);
    for (const char *at = how; *at != '\0'; at++)
        state = state * 31 + (unsigned char)*at;
    cut_pieces(argv[4]);
    signal(SIGTERM, on_term);
    alarm(90);
    puts("listening");
    fflush(stdout);
    if (has_strangers)
        send_strangers(&target);
    for (double sampled = 0; !is_over;) {
        struct pollfd both[] = {{.fd = front, .events = POLLIN}, {.fd = back, .events = POLLIN}};
        poll(both, 2, pass_due());
        if (both[0].revents != 0)
            handle(1);
        if (both[1].revents != 0)
            handle(0);
        if (now() - sampled > 0.1) {
            sample_processes(is_dead);
            sampled = now();
        }
    }
    tell();
    return 0;
}
