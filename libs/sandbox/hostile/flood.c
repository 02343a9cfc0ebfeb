// Prints for ever.
#include <string.h>
#include <unistd.h>

int main(void) {
    static char block[1 << 16];
    memset(block, 'y', sizeof block);
    while (write(1, block, sizeof block) > 0) continue;
    return 0;
}
