/*
 * weather: a client asks a server over UDP, once per question. A datagram arrives whole, or not at all.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void send_to(int fd, const char *text, const struct sockaddr_in *to)
{
    if (sendto(fd, text, strlen(text), 0, (const struct sockaddr *)to, sizeof *to) < 0)
        fail("weather: sendto");
}

static int ask(const struct sockaddr_in *server)
{
    char answer[64];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    send_to(fd, "Bergen", server);
    send_to(fd, "Cairo", server);
    for (int answers = 0; answers < 2; answers++) {
        ssize_t count = recv(fd, answer, sizeof answer, 0);
        if (count < 0)
            fail("weather: recv");
        printf("%.*s\n", (int)count, answer);
    }
    send_to(fd, "thank you", server); /* nobody reads it, and nobody learns that */
    return 0;
}

static void answer(int fd)
{
    char place[64];
    struct sockaddr_in client;
    socklen_t size = sizeof client;
    ssize_t count = recvfrom(fd, place, sizeof place - 1, 0, (struct sockaddr *)&client, &size);
    if (count < 0)
        fail("weather: recvfrom");
    place[count] = '\0';
    send_to(fd, strcmp(place, "Cairo") == 0 ? "sun in Cairo" : "rain in Bergen", &client);
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) < 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) < 0)
        fail("weather: bind");
    pid_t pid = fork();
    if (pid == 0) {
        close(fd);
        return ask(&address);
    }
    answer(fd);
    answer(fd);
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        fail("weather: waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
