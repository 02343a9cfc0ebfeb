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

// Opens the bounded folder that a path lies in, and leaves of the path what is below it.
static int folder_of(const char **path) {
    static const char *const folders[] = {"/box", "/tmp", "/dev/shm", "/mnt"};
    const char *found = **path == '/' ? NULL : folders[0];
    for (size_t i = 0; **path == '/' && i < sizeof folders / sizeof *folders; i++) {
        size_t length = strlen(folders[i]);
        if (strncmp(*path, folders[i], length) != 0 || (*path)[length] != '/') continue;
        *path += length + 1;
        found = folders[i];
    }
    if (!found) fail("The host named a path outside of the bounded folders.");
    return open(found, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

// Opens below a folder without leaving it and without following any link.
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
        if (mkdirat(folder, part, 0755) < 0 && errno != EEXIST) fail("A folder could not be made.");
    }
}

// Folders may be there already, as parents of others.
static void make_special(int folder, const char *path, uint32_t mode) {
    int made = S_ISDIR(mode) ? mkdirat(folder, path, 0700) : mkfifoat(folder, path, 0600);
    if (made < 0 && !(S_ISDIR(mode) && errno == EEXIST)) fail("A folder or FIFO could not be placed.");
    if (fchmodat(folder, path, mode & 0777, 0) < 0) fail("A folder or FIFO could not be given its mode.");
    close(folder);
}

void begin_file(const char *path, uint32_t mode) {
    end_files();
    int folder = folder_of(&path);
    make_parents(folder, path);
    if (S_ISDIR(mode) || S_ISFIFO(mode)) {
        make_special(folder, path, mode);
        return;
    }
    struct open_how how = {.flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, .mode = 0600, .resolve = 0};
    placed_fd = open_beneath(folder, path, how);
    if (placed_fd < 0 || fchmod(placed_fd, mode & 0777) < 0) fail("A file could not be placed.");
    close(folder);
}

void add_to_file(const void *bytes, size_t count) {
    const char *from = bytes;
    while (count > 0) {
        ssize_t written = write(placed_fd, from, count);
        if (written < 0) fail("The files do not fit into their folder.");
        from += written;
        count -= (size_t)written;
    }
}

void end_files(void) {
    if (placed_fd >= 0) close(placed_fd);
    placed_fd = -1;
}

int open_in_box(const char *path) {
    int folder = folder_of(&path);
    struct open_how how = {.flags = O_PATH | O_CLOEXEC, .mode = 0, .resolve = 0};
    int file = open_beneath(folder, path, how);
    close(folder);
    if (file < 0) fail("A sealed program is not in /box.");
    return file;
}

void remove_from_box(const char *path) {
    int folder = folder_of(&path);
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
    int folder = folder_of(&path);
    struct open_how how = {.flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, .mode = 0, .resolve = 0};
    int file = open_beneath(folder, path, how);
    struct stat found;
    bool is_there = fstatat(folder, path, &found, AT_SYMLINK_NOFOLLOW) == 0;
    close(folder);
    if (file < 0 || fstat(file, &found) < 0 || !S_ISREG(found.st_mode)) {
        if (file >= 0) close(file);
        send_part(is_there ? FILE_OTHER : FILE_MISSING, "", 0);
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
