// Waits with pauses until the object is ready for use, then asleep in the semaphore until it is complete.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "letter.h"

// The object when it is ready for use, else NULL.
static struct letter *open_letter(const char *name) {
    struct stat about;
    int fd = shm_open(name, O_RDWR, 0);
    if (fd < 0) return NULL;
    struct letter *letter = MAP_FAILED;
    if (fstat(fd, &about) == 0 && about.st_size == (off_t)sizeof *letter)
        letter = mmap(NULL, sizeof *letter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (letter == MAP_FAILED) return NULL;
    if (atomic_load(&letter->ready) == READY) return letter;
    munmap(letter, sizeof *letter);
    return NULL;
}

static int is_over(const struct timespec *end) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec > end->tv_sec || (now.tv_sec == end->tv_sec && now.tv_nsec >= end->tv_nsec);
}

int main(int argc, char **argv) {
    if (argc != 2) return fprintf(stderr, "usage: receiver NAME\n"), 2;
    const struct timespec end = patience();
    struct letter *letter;
    while ((letter = open_letter(argv[1])) == NULL) {
        if (is_over(&end)) return 4;
        usleep(2000);
    }
    int answer;
    do answer = sem_timedwait(&letter->complete, &end);
    while (answer < 0 && errno == EINTR);
    if (answer < 0) return 4;
    for (size_t done = 0; done < letter->length;) {
        ssize_t n = write(1, letter->bytes + done, letter->length - done);
        if (n < 0 && errno != EINTR) return 1;
        if (n > 0) done += (size_t)n;
    }
    sem_post(&letter->taken);
    return 0;
}
