#define _GNU_SOURCE
#include "watch.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

static unsigned char pieces[PIECES][PIECE];
static char is_found[PIECES];
static int has_file;

void cut_pieces(const char *path)
{
    unsigned places[PIECES];
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return;
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    if (size < PIECE || getrandom(places, sizeof places, 0) != sizeof places)
        abort();
    for (int i = 0; i < PIECES; i++) {
        fseek(file, (long)(places[i] % (unsigned long)(size - PIECE + 1)), SEEK_SET);
        if (fread(pieces[i], 1, PIECE, file) != PIECE)
            abort();
    }
    fclose(file);
    has_file = 1;
}

void look_for_pieces(const unsigned char *datagram, size_t length)
{
    for (int i = 0; has_file && i < PIECES; i++)
        if (!is_found[i])
            is_found[i] = memmem(datagram, length, pieces[i], PIECE) != NULL;
}

int pieces_found(void)
{
    int count = 0;
    for (int i = 0; i < PIECES; i++)
        count += is_found[i];
    return count;
}

enum { KNOWN_MAX = 64 };
static struct {
    int pid;
    char name[32];
    long cpu_ms, age_ms;
} known[KNOWN_MAX];
static int known_count;

/* How long its first thread was ready to run and had no processor: the second number of /proc/PID/schedstat, in nanoseconds. */
static long waited_ms(int pid)
{
    char path[64];
    unsigned long long ran, waited = 0;
    snprintf(path, sizeof path, "/proc/%d/schedstat", pid);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return 0;
    if (fscanf(file, "%llu %llu", &ran, &waited) != 2)
        waited = 0;
    fclose(file);
    return (long)(waited / 1000000);
}

/* Fields 2, 14, 15 and 22 of proc_pid_stat(5): name, processor time in user and kernel mode, and start, in ticks. */
static void sample(int pid, double uptime, int with_waits)
{
    char path[64], line[1024];
    unsigned long user, system;
    unsigned long long start;
    const long tick_ms = 1000 / sysconf(_SC_CLK_TCK);
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return;
    const size_t count = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[count] = '\0';
    char *open = strchr(line, '('), *close = strrchr(line, ')');
    if (open == NULL || close == NULL || close - open > 30)
        return;
    if (sscanf(close + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %*d %*d %*d %*d %*d %*d %llu", &user, &system, &start) != 3)
        return;
    *close = '\0';
    if (strcmp(open + 1, "relay") == 0)
        return;
    int at = 0;
    while (at < known_count && known[at].pid != pid)
        at++;
    if (at == KNOWN_MAX)
        return;
    if (at == known_count)
        known_count++;
    known[at].pid = pid;
    snprintf(known[at].name, sizeof known[at].name, "%s", open + 1);
    known[at].cpu_ms = (long)(user + system) * tick_ms + (with_waits ? waited_ms(pid) : 0);
    known[at].age_ms = (long)(uptime * 1000) - (long)start * tick_ms;
}

void sample_processes(int with_waits)
{
    double uptime = 0;
    FILE *file = fopen("/proc/uptime", "r");
    if (file == NULL || fscanf(file, "%lf", &uptime) != 1)
        abort();
    fclose(file);
    DIR *all = opendir("/proc");
    for (struct dirent *one; all != NULL && (one = readdir(all)) != NULL;)
        if (atoi(one->d_name) > 1)
            sample(atoi(one->d_name), uptime, with_waits);
    if (all != NULL)
        closedir(all);
}

void tell_busiest(void)
{
    for (int i = 0; i < known_count; i++)
        if (known[i].cpu_ms >= 500 && 2 * known[i].cpu_ms > known[i].age_ms) {
            printf("cpu busy %s %ld %ld\n", known[i].name, known[i].cpu_ms, known[i].age_ms);
            return;
        }
    puts("cpu ok");
}

static int look(const char *path, int port)
{
    char line[512], address[64];
    unsigned local;
    int result = -1;
    FILE *table = fopen(path, "r");
    while (table != NULL && fgets(line, sizeof line, table) != NULL) {
        if (sscanf(line, " %*d: %63[0-9A-F]:%x", address, &local) != 2 || (int)local != port)
            continue;
        const size_t length = strlen(address);
        result = strcmp(address + length - 2, "7F") == 0 || strcmp(address, "00000000000000000000000001000000") == 0;
    }
    if (table != NULL)
        fclose(table);
    return result;
}

int is_on_loopback(int port)
{
    const int found = look("/proc/net/udp", port);
    return found >= 0 ? found : look("/proc/net/udp6", port);
}
