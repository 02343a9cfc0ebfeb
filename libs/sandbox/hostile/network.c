// Tries to reach anything outside: arguments are a port and an abstract socket's name that the host listens on.
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <stddef.h>

static void reach(const char *address, int port) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    inet_pton(AF_INET, address, &to.sin_addr);
    int one = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(one, (struct sockaddr *)&to, sizeof to) == 0) printf("REACHED %s:%d\n", address, port);
    int other = socket(AF_INET, SOCK_DGRAM, 0);
    if (strcmp(address, "127.0.0.1") != 0 && sendto(other, "x", 1, 0, (struct sockaddr *)&to, sizeof to) == 1) printf("SENT %s\n", address);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    // 192.0.2.0/24 is nobody's, see RFC 5737; 169.254.169.254 is where clouds keep their secrets.
    reach("127.0.0.1", atoi(argv[1]));
    reach("192.0.2.1", 80);
    reach("169.254.169.254", 80);
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    memcpy(to.sun_path + 1, argv[2], strlen(argv[2]));
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(argv[2]));
    if (connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&to, length) == 0) printf("REACHED @%s\n", argv[2]);
    printf("tried\n");
    return 0;
}
