// Keeps as many processes busy as it may have, for ever.
#include <unistd.h>

int main(void) {
    for (int i = 0; i < 63; i++)
        if (fork() == 0) break;
    for (volatile unsigned long turns = 0;; turns++) continue;
}
