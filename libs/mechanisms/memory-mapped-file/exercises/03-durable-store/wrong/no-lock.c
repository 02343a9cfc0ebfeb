/* Wrong: two processes may write at the same place; people think that an atomic count of the entries is enough. */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FILE_BYTES (64UL << 20)
enum { KEY_MOST = 64, VALUE_MOST = 32768 };

/* Each entry has room for the longest value. */
struct entry {
    uint32_t key_length, length, is_there;
    char key[KEY_MOST], value[VALUE_MOST];
};

static struct {
    _Atomic uint64_t count;
    struct entry entries[];
} *file;
static int descriptor;

static struct entry *find(const char *key, uint32_t key_length)
{
    for (uint64_t at = 0; at < file->count; at++)
        if (file->entries[at].key_length == key_length && memcmp(file->entries[at].key, key, key_length) == 0)
            return &file->entries[at];
    return NULL;
}

/* From standard input straight into FILE, where it belongs. False when it is too long. */
static int read_value(struct entry *entry)
{
    uint32_t length = 0;
    for (int one = getchar(); one != '\n' && one != EOF; one = getchar()) {
        if (length < VALUE_MOST)
            entry->value[length] = (char)one;
        length++;
    }
    if (length > VALUE_MOST)
        return 0;
    entry->length = length;
    entry->is_there = 1;
    return 1;
}

static int set(const char *key, uint32_t key_length)
{
    int done = 0;
    struct entry *old = find(key, key_length);
    uint64_t at = file->count;
    struct entry *entry = &file->entries[at];
    memcpy(entry->key, key, key_length);
    entry->key_length = key_length;
    done = read_value(entry);
    if (done && old != NULL)
        old->key_length = 0;
    if (done)
        file->count = at + 1;
    return done;
}

static int skip(int one)
{
    while (one != '\n' && one != EOF)
        one = getchar();
    return 0;
}

/* The text before a blank or the end of the line, and which of them came; -1 for both when it is too long. */
static int word(char *text, int most, int *length)
{
    int one = getchar();
    for (*length = 0; one != ' ' && one != '\n' && one != EOF; one = getchar())
        if (*length < most)
            text[(*length)++] = (char)one;
        else
            return skip(one) - 1;
    return one;
}

static void get(const char *key, uint32_t key_length)
{
    const struct entry *entry = find(key, key_length);
    if (entry == NULL || !entry->is_there) {
        puts("NONE");
        return;
    }
    fputs("VALUE ", stdout);
    fwrite(entry->value, 1, entry->length, stdout);
    putchar('\n');
}

static void del(const char *key, uint32_t key_length)
{
    struct entry *entry = find(key, key_length);
    puts(entry == NULL || !entry->is_there ? "NONE" : "OK");
    if (entry != NULL)
        entry->is_there = 0;
}

/* False at the end of input. */
static int answer(void)
{
    char command[4], key[KEY_MOST];
    int length, key_length = 0, end = word(command, 4, &length), is_set = length == 3 && memcmp(command, "SET", 3) == 0;
    if (end == EOF && length == 0)
        return 0;
    if (end == '\n' && length == 4 && memcmp(command, "SYNC", 4) == 0)
        puts(msync(file, FILE_BYTES, MS_SYNC) == 0 ? "OK" : "ERR");
    else if (end != ' ' || length != 3 || (!is_set && memcmp(command, "GET", 3) != 0 && memcmp(command, "DEL", 3) != 0))
        puts(end == ' ' && skip(end) ? "" : "ERR");
    else if ((end = word(key, KEY_MOST, &key_length)) != (is_set ? ' ' : '\n') || key_length == 0)
        puts(end == ' ' && skip(end) ? "" : "ERR");
    else if (is_set)
        puts(set(key, (uint32_t)key_length) ? "OK" : "ERR");
    else if (command[0] == 'G')
        get(key, (uint32_t)key_length);
    else
        del(key, (uint32_t)key_length);
    fflush(stdout);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        errx(2, "usage: store FILE");
    descriptor = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0 || ftruncate(descriptor, FILE_BYTES) < 0)
        err(1, "%s", argv[1]);
    file = mmap(NULL, FILE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (file == MAP_FAILED)
        err(1, "%s", argv[1]);
    while (answer())
        continue;
    return 0;
}
