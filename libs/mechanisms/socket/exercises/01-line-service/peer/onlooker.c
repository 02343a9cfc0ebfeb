/*
 * onlooker: reads who listens for TCP connections in this network, see proc_net(5) and proc_pid_net(5). It prints `port N` for each
 * port of 127.0.0.1 where somebody does, and last `ok`, or `everywhere N` if somebody can be reached from outside, or `nobody`.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

enum { listening = 0x0a };

/* IPv4 addresses are one number in the host's order there, IPv6 ones four. */
static int is_loopback(const unsigned words[4], int is_six)
{
    if (!is_six)
        return (ntohl(words[0]) >> 24) == 127;
    int is_mapped = words[0] == 0 && words[1] == 0 && words[2] == htonl(0xffff);
    if (is_mapped)
        return (ntohl(words[3]) >> 24) == 127;
    return words[0] == 0 && words[1] == 0 && words[2] == 0 && words[3] == htonl(1);
}

/* Returns a port that is open to everybody, or 0. */
static unsigned look(const char *table, int is_six, int *found)
{
    char line[512];
    unsigned open_port = 0;
    FILE *file = fopen(table, "r");
    if (file == NULL)
        return 0;
    while (fgets(line, sizeof line, file) != NULL) {
        unsigned words[4] = {0}, port, state;
        int count = is_six ? sscanf(line, " %*u: %8x%8x%8x%8x:%4x %*[0-9A-Fa-f]:%*x %2x", words, words + 1, words + 2, words + 3, &port, &state)
                           : sscanf(line, " %*u: %8x:%4x %*[0-9A-Fa-f]:%*x %2x", words, &port, &state);
        if (count != (is_six ? 6 : 3) || state != listening)
            continue;
        if (!is_loopback(words, is_six))
            open_port = port;
        else if (!is_six) {
            printf("port %u\n", port);
            *found = 1;
        }
    }
    fclose(file);
    return open_port;
}

int main(void)
{
    int found = 0;
    unsigned four = look("/proc/net/tcp", 0, &found), six = look("/proc/net/tcp6", 1, &found);
    if (four != 0 || six != 0)
        printf("everywhere %u\n", four != 0 ? four : six);
    else
        puts(found ? "ok" : "nobody");
    return 0;
}
