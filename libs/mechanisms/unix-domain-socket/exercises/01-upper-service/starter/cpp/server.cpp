/*
 * server PATH: listens on the socket PATH and answers every byte in upper case, until SIGTERM.
 *
 * The frame stands: the argument and the upper case. The socket, its file and its end are yours.
 */
#include <cstdio>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
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
        std::fprintf(stderr, "usage: %s PATH\n", argv[0]);
        return 2;
    }
    sockaddr_un address{};
    char first[] = "nobody";
    raise_case(first, std::strlen(first));
    /* What may lie at PATH already, and whose is it? How long may PATH be? Who may connect? */
    std::fprintf(stderr, "server: %s listens at %s yet (a path has at most %zu bytes)\n", first, argv[1],
            sizeof address.sun_path - 1);
    return 1;
}
