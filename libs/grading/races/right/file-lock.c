// Right: two processes read a number from a file, add one and write it back, and lock the file with fcntl(2) meanwhile.
#include <fcntl.h>
#include "../meeting.h"

static const char path[] = "file-lock.txt";

static long number_in(int file) {
    char text[32] = "";
    if (pread(file, text, sizeof text - 1, 0) < 0) give_up("pread");
    return strtol(text, NULL, 10);
}

static void set_lock(int file, short type) {
    struct flock whole = {.l_type = type, .l_whence = SEEK_SET};
    while (fcntl(file, F_SETLKW, &whole) < 0)
        if (errno != EINTR) give_up("fcntl");
}

static void counting(void *unused, long rounds) {
    (void)unused;
    int file = open(path, O_RDWR);
    if (file < 0) give_up("open");
    for (long i = 0; i < rounds; i++) {
        char text[32];
        set_lock(file, F_WRLCK);
        int length = snprintf(text, sizeof text, "%ld", number_in(file) + 1);
        if (pwrite(file, text, (size_t)length, 0) != length) give_up("pwrite");
        set_lock(file, F_UNLCK);
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
