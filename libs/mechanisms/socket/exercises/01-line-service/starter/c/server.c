/*
 * server PORT: listens on TCP at 127.0.0.1 and answers every byte in upper case, until SIGTERM.
 *
 * The frame stands: the number of arguments and the upper case. The socket, its port and its end are yours.
 */
#include <stdio.h>
#include <string.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

/* Only a to z; every other byte stays as it is. */
static void raise_case(char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bytes[i] >= 'a' && bytes[i] <= 'z')
            bytes[i] = (char)(bytes[i] - 'a' + 'A');
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    char first[] = "nobody";
    raise_case(first, strlen(first));
    /* What is a PORT? Who may call? Which port is it really, and is it free again when you have ended? */
    fprintf(stderr, "server: %s listens on port %s yet\n", first, argv[1]);
    return 1;
}
