/* Wrong: the list in FILE is made of addresses, and another process has FILE at another one; people store what they would store in memory. */
#define _GNU_SOURCE
#include "log.h"
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_BYTES (64UL << 20)
static const uint32_t gone = UINT32_MAX;

struct entry {
    struct entry *older;
    uint32_t key_length, length;
    char bytes[];
};

static struct {
    struct entry *volatile newest;
    uint64_t used;
    char entries[];
} *file;
static int descriptor;

void open_log(const char *path)
{
    struct stat about;
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0 || fstat(descriptor, &about) < 0)
        err(1, "%s", path);
    if (about.st_size < (off_t)FILE_BYTES && ftruncate(descriptor, FILE_BYTES) < 0)
        err(1, "%s", path);
    file = mmap(NULL, FILE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (file == MAP_FAILED)
        err(1, "%s", path);
}

struct found look_up(const char *key, uint32_t key_length)
{
    const struct entry *entry = file->newest;
    while (entry != NULL && (entry->key_length != key_length || memcmp(entry->bytes, key, key_length) != 0))
        entry = entry->older;
    if (entry == NULL || entry->length == gone)
        return (struct found){NULL, 0, false};
    return (struct found){entry->bytes + key_length, entry->length, true};
}

static void lock(int how)
{
    while (flock(descriptor, how) < 0)
        if (errno != EINTR)
            err(1, "flock");
}

bool append(const char *key, uint32_t key_length, const char *value, uint32_t length)
{
    lock(LOCK_EX);
    struct entry *entry = (struct entry *)(file->entries + file->used);
    uint64_t size = (sizeof *entry + key_length + (value == NULL ? 0 : length) + 7) / 8 * 8;
    bool fits = sizeof *file + file->used + size <= FILE_BYTES;
    if (fits) {
        file->used += size;
        *entry = (struct entry){file->newest, key_length, value == NULL ? gone : length};
        memcpy(entry->bytes, key, key_length);
        if (value != NULL)
            memcpy(entry->bytes + key_length, value, length);
        file->newest = entry;
    }
    lock(LOCK_UN);
    return fits;
}

bool sync_log(void) { return msync(file, FILE_BYTES, MS_SYNC) == 0; }
