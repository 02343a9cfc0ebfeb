/* take DIR COUNT: takes the lowest messages out of DIR and prints them. Many run at the same time. The frame stands; taking is yours. */
#include "mailbox.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 4000, NAP_MS = 20 };

int main(int argc, char **argv)
{
    char *end = "x";
    long count = argc == 3 && isdigit((unsigned char)argv[2][0]) ? strtol(argv[2], &end, 10) : 0;
    if (*end || count < 1 || count > 1000) {
        fprintf(stderr, "usage: %s DIR COUNT (1 to 1000)\n", argv[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    if (chdir(argv[1]) < 0)
    {
        perror(argv[1]);
        return 1;
    }
    /* Several may see the same message. By which step is it clear who has got it? */
    fprintf(stderr, "take: nothing is taken yet\n");
    return count > 0 ? 1 : PATIENCE_MS / NAP_MS;
}
