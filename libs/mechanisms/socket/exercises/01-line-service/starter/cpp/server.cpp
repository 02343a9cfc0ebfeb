/*
 * server PORT: listens on TCP at 127.0.0.1 and answers every byte in upper case, until SIGTERM.
 *
 * The frame stands: the number of arguments and the upper case. The socket, its port and its end are yours.
 */
#include <cstdio>
#include <cstring>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

/* Only a to z; every other byte stays as it is. */
void raise_case(char *bytes, std::size_t count)
{
    for (std::size_t i = 0; i < count; i++)
        if (bytes[i] >= 'a' && bytes[i] <= 'z')
            bytes[i] = static_cast<char>(bytes[i] - 'a' + 'A');
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    char first[] = "nobody";
    raise_case(first, std::strlen(first));
    /* What is a PORT? Who may call? Which port is it really, and is it free again when you have ended? */
    std::fprintf(stderr, "server: %s listens on port %s yet\n", first, argv[1]);
    return 1;
}
