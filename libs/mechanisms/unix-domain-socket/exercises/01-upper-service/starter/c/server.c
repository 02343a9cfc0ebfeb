/*
 * server PATH: listens on the socket PATH and answers every byte in upper case, until SIGTERM.
 *
 * The frame stands: the argument and the upper case. The socket, its file and its end are yours.
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
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
        fprintf(stderr, "usage: %s PATH\n", argv[0]);
        return 2;
    }
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char first[] = "nobody";
    raise_case(first, strlen(first));
    /* What may lie at PATH already, and whose is it? How long may PATH be? Who may connect? */
    fprintf(stderr, "server: %s listens at %s yet (a path has at most %zu bytes)\n", first, argv[1],
            sizeof address.sun_path - 1);
    return 1;
}
