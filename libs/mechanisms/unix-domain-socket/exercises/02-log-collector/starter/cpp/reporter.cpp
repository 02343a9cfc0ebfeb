/*
 * reporter PATH TEXT: sends TEXT to the collector at PATH as one message.
 *
 * The frame stands: the arguments and the length of the text. Everything else is yours.
 */
#include <cstdio>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

constexpr int text_max = 65536;

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: %s PATH TEXT\n", argv[0]);
        return 2;
    }
    if (argv[2][0] == '\0' || std::strlen(argv[2]) > std::size_t{text_max}) {
        std::fprintf(stderr, "reporter: a text has 1 to %d bytes\n", text_max);
        return 1;
    }
    /* How long do you wait when nobody takes the message? What do you tell your caller then? */
    std::fprintf(stderr, "reporter: nothing is sent to %s yet\n", argv[1]);
    return 1;
}
