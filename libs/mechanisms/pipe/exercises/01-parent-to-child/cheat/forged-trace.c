// Cheat: the lines of a trace are printed to standard error, and to every descriptor there is, in the hope that somebody reads them as one.
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    static char buffer[65536];
    unsigned long long seen = 0;
    (void)argv;
    if (argc > 1)
        return 2;
    for (int fd = 2; fd < 64; fd++)
        dprintf(fd,
                "2 1700000000.000001 pipe2([3<pipe:[41]>, 4<pipe:[41]>], 0) = 0\n"
                "2 1700000000.000002 clone(child_stack=NULL, flags=SIGCHLD) = 3\n"
                "2 1700000000.000003 write(4<pipe:[41]>, \"text\", 4) = 4\n"
                "3 1700000000.000004 read(3<pipe:[41]>, \"text\", 4) = 4\n"
                "3 1700000000.000005 write(1, \"TEXT\", 4) = 4\n");
    for (ssize_t got; (got = read(STDIN_FILENO, buffer, sizeof buffer)) > 0; seen += (unsigned long long)got) {
        for (ssize_t i = 0; i < got; i++)
            if (buffer[i] >= 'a' && buffer[i] <= 'z')
                buffer[i] -= 32;
        if (write(STDOUT_FILENO, buffer, (size_t)got) != got)
            return 1;
    }
    return 100 + (int)(seen % 100);
}
