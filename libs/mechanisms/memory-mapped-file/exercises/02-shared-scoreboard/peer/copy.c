/* copy FROM TO: the bytes of a file under another name, as cp(1) makes them. */
#include <fcntl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    static char bytes[1 << 16];
    if (argc != 3)
        return 2;
    int from = open(argv[1], O_RDONLY);
    int to = open(argv[2], O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (from < 0 || to < 0)
        return 1;
    for (ssize_t got; (got = read(from, bytes, sizeof bytes)) > 0;)
        if (write(to, bytes, (size_t)got) != got)
            return 1;
    return 0;
}
