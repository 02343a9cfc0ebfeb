// Lines on memory that processes share. A place is what one call mapped; it is counted in pages.
#include "play.h"
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

enum { PAGE_BYTES = 4096, OBJECT_PAGES = 4, MAX_PLACES = 256 };

static char *places[MAX_PLACES];

char *place(const struct line *line, int at) { return places[number(line, at)]; }

static size_t pages(const struct line *line, int at) { return (size_t)number(line, at) * PAGE_BYTES; }

static void put_place(const struct line *line, void *address) {
    check(address != MAP_FAILED, line);
    places[number(line, 1)] = address;
}

static int protection(const char *access) {
    return !strcmp(access, "read") ? PROT_READ : !strcmp(access, "write") ? PROT_WRITE : PROT_READ | PROT_WRITE;
}

static void open_memory(const struct line *line) {
    const char *name = line->words[2];
    int fd = is(line, "shm")     ? shm_open(name, O_RDWR | O_CREAT, 0600)
             : is(line, "memfd") ? memfd_create(name, line->closing ? MFD_CLOEXEC : 0)
                                 : open(name, O_RDWR | O_CREAT | (line->closing ? O_CLOEXEC : 0), 0600);
    put_slot(line, 1, fd);
    check(ftruncate(fd, OBJECT_PAGES * PAGE_BYTES) == 0, line);
}

static void attach(const struct line *line) {
    int id = shmget(number(line, 2), OBJECT_PAGES * PAGE_BYTES, IPC_CREAT | 0600);
    check(id >= 0, line);
    put_place(line, shmat(id, NULL, !strcmp(line->words[3], "read") ? SHM_RDONLY : 0));
}

bool play_memory(const struct line *line) {
    if (is(line, "shm") || is(line, "memfd") || is(line, "sheet")) {
        open_memory(line);
    } else if (is(line, "map")) {
        put_place(line, mmap(NULL, pages(line, 4), protection(line->words[5]), MAP_SHARED, slot(line, 2), (off_t)pages(line, 3)));
    } else if (is(line, "anonymous")) {
        put_place(line, mmap(NULL, pages(line, 2), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    } else if (is(line, "attach")) {
        attach(line);
    } else if (is(line, "detach")) {
        check(shmdt(place(line, 1)) == 0, line);
    } else if (is(line, "unmap")) {
        check(munmap(place(line, 1) + pages(line, 2), pages(line, 3)) == 0, line);
    } else if (is(line, "remap")) {
        put_place(line, mremap(place(line, 1), pages(line, 2), pages(line, 3), MREMAP_MAYMOVE));
    } else if (is(line, "cover")) {
        void *there = place(line, 1) + pages(line, 2);
        check(mmap(there, pages(line, 3), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == there, line);
    } else if (is(line, "msync")) {
        check(msync(place(line, 1) + pages(line, 2), pages(line, 3), MS_SYNC) == 0, line);
    } else {
        return false;
    }
    return true;
}
