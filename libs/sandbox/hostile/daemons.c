// Leaves three daemons that have detached twice and ignore every polite signal; its argument marks them.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    for (int i = 0; i < 3; i++) {
        if (fork() > 0) continue;
        setsid();
        if (fork() > 0) _exit(0);
        for (int number = 1; number < 32; number++) signal(number, SIG_IGN);
        close(0);
        close(1);
        close(2);
        for (;;) pause();
    }
    printf("left\n");
    return 0;
}
