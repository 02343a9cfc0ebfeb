// Forks until it may not, and every child does the same.
#include <stdio.h>
#include <unistd.h>
#include <errno.h>
#include <string.h>

int main(void) {
    int made = 0;
    for (;;) {
        pid_t child = fork();
        if (child < 0) break;
        if (child > 0) made++;
    }
    dprintf(1, "%d children, then %s\n", made, strerror(errno));
    for (;;) sleep(60);
}
