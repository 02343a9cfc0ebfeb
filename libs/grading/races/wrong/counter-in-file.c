// Wrong: two processes read a number from a file, add one and write it back without a lock; each call is whole, the three together are not.
#include <fcntl.h>
#include "../meeting.h"

static const char path[] = "counter-in-file.txt";

static long number_in(int file) {
    char text[32] = "";
    if (pread(file, text, sizeof text - 1, 0) < 0) give_up("pread");
    return strtol(text, NULL, 10);
}

static void counting(void *unused, long rounds) {
    (void)unused;
    int file = open(path, O_RDWR);
    if (file < 0) give_up("open");
    for (long i = 0; i < rounds; i++) {
        char text[32];
        int length = snprintf(text, sizeof text, "%ld", number_in(file) + 1);
        if (pwrite(file, text, (size_t)length, 0) < 0) give_up("pwrite");
    }
    close(file);
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (file < 0) give_up("open");
    meet(2, (role *[]){counting, counting}, NULL, rounds);
    long seen = number_in(file);
    unlink(path);
    return tell("counted to", seen, 2 * rounds);
}
