// Reads straight into the object; a semaphore in it wakes the receiver, another one the sender.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "letter.h"

static const char *name;

static void fail(const char *what) {
    fprintf(stderr, "sender: %s\n", what);
    shm_unlink(name);
    exit(1);
}

static struct letter *make(void) {
    if (shm_unlink(name) < 0 && errno != ENOENT) fail("the old object stays");
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd < 0 || ftruncate(fd, sizeof(struct letter)) < 0) fail("no object");
    struct letter *letter = mmap(NULL, sizeof *letter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (letter == MAP_FAILED) fail("no mapping");
    if (sem_init(&letter->complete, 1, 0) < 0 || sem_init(&letter->taken, 1, 0) < 0) fail("no semaphore");
    // From here on the semaphores may be used.
    atomic_store(&letter->ready, READY);
    return letter;
}

static void fill(struct letter *letter) {
    char one_more;
    while (letter->length <= BYTES_MAX) {
        size_t room = BYTES_MAX - letter->length;
        ssize_t n = room > 0 ? read(0, letter->bytes + letter->length, room) : read(0, &one_more, 1);
        if (n == 0) return;
        if (n < 0 && errno != EINTR) fail("read");
        if (n > 0) letter->length += (size_t)n;
    }
    fail("more than 65536 bytes");
}

int main(int argc, char **argv) {
    if (argc != 2) return fprintf(stderr, "usage: sender NAME\n"), 2;
    name = argv[1];
    struct letter *letter = make();
    fill(letter);
    const struct timespec end = patience();
    sem_post(&letter->complete);
    int answer;
    do answer = sem_timedwait(&letter->taken, &end);
    while (answer < 0 && errno == EINTR);
    shm_unlink(name);
    return answer == 0 ? 0 : 4;
}
