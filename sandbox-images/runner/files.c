#define _GNU_SOURCE
#include "files.h"
#include "channel.h"
#include "protocol.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int placed_fd = -1;
static int collected_fd = -1;
static uint64_t collected_left;

static int box(void) { return open("/box", O_PATH | O_DIRECTORY | O_CLOEXEC); }

// Opens below /box without leaving it and without following any link.
static int open_beneath(int folder, const char *path, struct open_how how) {
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

static void make_parents(int folder, const char *path) {
    char part[4096];
    size_t length = strlen(path);
    if (length >= sizeof part) fail("A file's path is too long.");
    for (size_t i = 1; i < length; i++) {
        if (path[i] != '/') continue;
        memcpy(part, path, i);
        part[i] = 0;
        if (mkdirat(folder, part, 0755) < 0 && errno != EEXIST) fail("A folder could not be made in /box.");
    }
}

void begin_file(const char *path, uint32_t mode) {
    end_files();
    int folder = box();
    make_parents(folder, path);
    struct open_how how = {.flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, .mode = 0600, .resolve = 0};
    placed_fd = open_beneath(folder, path, how);
    if (placed_fd < 0 || fchmod(placed_fd, mode & 0777) < 0) fail("A file could not be placed in /box.");
    close(folder);
}

void add_to_file(const void *bytes, size_t count) {
    const char *from = bytes;
    while (count > 0) {
        ssize_t written = write(placed_fd, from, count);
        if (written < 0) fail("The files do not fit into /box.");
        from += written;
        count -= (size_t)written;
    }
}

void end_files(void) {
    if (placed_fd >= 0) close(placed_fd);
    placed_fd = -1;
}

int open_in_box(const char *path) {
    int folder = box();
    struct open_how how = {.flags = O_PATH | O_CLOEXEC, .mode = 0, .resolve = 0};
    int file = open_beneath(folder, path, how);
    close(folder);
    if (file < 0) fail("A sealed program is not in /box.");
    return file;
}

void remove_from_box(const char *path) {
    int folder = box();
    if (unlinkat(folder, path, 0) < 0 && errno != ENOENT) fail("A sealed program could not be hidden.");
    close(folder);
}

static void send_part(enum file_part part, const void *bytes, size_t count) {
    begin_frame(FROM_FILE);
    put_u8((uint8_t)part);
    put_bytes(bytes, count);
    end_frame();
}

void begin_collect(const char *path, uint64_t most_bytes) {
    int folder = box();
    struct open_how how = {.flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, .mode = 0, .resolve = 0};
    int file = open_beneath(folder, path, how);
    close(folder);
    struct stat found;
    if (file < 0 || fstat(file, &found) < 0 || !S_ISREG(found.st_mode)) {
        if (file >= 0) close(file);
        send_part(FILE_MISSING, "", 0);
        return;
    }
    if ((uint64_t)found.st_size > most_bytes) {
        close(file);
        send_part(FILE_TOO_LARGE, "", 0);
        return;
    }
    collected_fd = file;
    collected_left = most_bytes;
}

bool is_collecting(void) { return collected_fd >= 0; }

bool collect_more(void) {
    if (collected_fd < 0) return false;
    static unsigned char piece[PIECE_BYTES];
    size_t wanted = collected_left < sizeof piece ? (size_t)collected_left : sizeof piece;
    ssize_t got = read(collected_fd, piece, wanted);
    if (got > 0) {
        collected_left -= (uint64_t)got;
        send_part(FILE_BYTES, piece, (size_t)got);
        return true;
    }
    close(collected_fd);
    collected_fd = -1;
    send_part(FILE_END, "", 0);
    return false;
}
