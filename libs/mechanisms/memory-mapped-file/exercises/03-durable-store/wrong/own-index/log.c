/* Wrong: the index is made at the start and kept up with this process's own changes; people forget that they are not alone. */
#define _GNU_SOURCE
#include "log.h"
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A sparse file of this length takes no more room than what is stored in it. */
#define FILE_BYTES (64UL << 20)
enum { BUCKETS = 1 << 16 };
static const uint32_t gone = UINT32_MAX;

struct entry {
    uint32_t key_length, length;
    char bytes[];
};

static struct {
    _Atomic uint64_t used;
    char entries[];
} *file;
static int descriptor;

/* In this process only: for each key the newest entry, as an offset, and how far the log has been read. */
struct node {
    struct node *next;
    uint64_t offset;
};
static struct node *buckets[BUCKETS];
static uint64_t known;

static struct entry *entry_at(uint64_t offset) { return (struct entry *)(file->entries + offset); }

static uint64_t size_of(uint32_t key_length, uint32_t length)
{
    return (sizeof(struct entry) + key_length + (length == gone ? 0 : length) + 7) / 8 * 8;
}

static void catch_up(void);

void open_log(const char *path)
{
    struct stat about;
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0 || fstat(descriptor, &about) < 0)
        err(1, "%s", path);
    /* Everybody gives it the same length, so nobody has to be first. Zero bytes are an empty log. */
    if (about.st_size < (off_t)FILE_BYTES && ftruncate(descriptor, FILE_BYTES) < 0)
        err(1, "%s", path);
    file = mmap(NULL, FILE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (file == MAP_FAILED)
        err(1, "%s", path);
    catch_up();
}

static struct node **place_of(const char *key, uint32_t key_length)
{
    uint32_t hash = 2166136261u;
    for (uint32_t i = 0; i < key_length; i++)
        hash = (hash ^ (unsigned char)key[i]) * 16777619u;
    struct node **at = &buckets[hash % BUCKETS];
    for (; *at != NULL; at = &(*at)->next) {
        const struct entry *entry = entry_at((*at)->offset);
        if (entry->key_length == key_length && memcmp(entry->bytes, key, key_length) == 0)
            break;
    }
    return at;
}

/* What others have appended since. */
static void catch_up(void)
{
    uint64_t used = file->used;
    while (known < used) {
        const struct entry *entry = entry_at(known);
        struct node **at = place_of(entry->bytes, entry->key_length);
        if (*at == NULL && (*at = calloc(1, sizeof **at)) == NULL)
            err(1, "index");
        (*at)->offset = known;
        known += size_of(entry->key_length, entry->length);
    }
}

struct found look_up(const char *key, uint32_t key_length)
{
    struct node *node = *place_of(key, key_length);
    const struct entry *entry = node == NULL ? NULL : entry_at(node->offset);
    if (entry == NULL || entry->length == gone)
        return (struct found){NULL, 0, false};
    return (struct found){entry->bytes + key_length, entry->length, true};
}

/* The kernel takes this lock away from a process that dies. */
static void lock(int how)
{
    while (flock(descriptor, how) < 0)
        if (errno != EINTR)
            err(1, "flock");
}

bool append(const char *key, uint32_t key_length, const char *value, uint32_t length)
{
    lock(LOCK_EX);
    catch_up();
    uint32_t stored = value == NULL ? gone : length;
    uint64_t size = size_of(key_length, stored);
    bool fits = known + size + sizeof *file <= FILE_BYTES;
    if (fits) {
        struct entry *entry = entry_at(known);
        entry->key_length = key_length;
        entry->length = stored;
        memcpy(entry->bytes, key, key_length);
        if (value != NULL)
            memcpy(entry->bytes + key_length, value, length);
        file->used = known + size;
        catch_up();
    }
    lock(LOCK_UN);
    return fits;
}

bool sync_log(void) { return msync(file, FILE_BYTES, MS_SYNC) == 0; }
