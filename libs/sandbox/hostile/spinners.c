// Keeps as many processes busy as it may have, for ever; they begin together, so that the first do not keep the last from being born.
#include <unistd.h>

int main(void) {
    int gate[2];
    char byte;
    if (pipe(gate) < 0) return 1;
    for (int i = 0; i < 63; i++) {
        if (fork() > 0) continue;
        close(gate[1]);
        if (read(gate[0], &byte, 1) < 0) return 1;
        break;
    }
    close(gate[1]);
    for (volatile unsigned long turns = 0;; turns++) continue;
}
