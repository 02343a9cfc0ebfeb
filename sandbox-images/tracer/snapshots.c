#define _GNU_SOURCE
#include "snapshots.h"
#include "memory.h"
#include "places.h"
#include "stream.h"
#include "words.h"
#include <string.h>

enum { MOST_SNAPSHOTS = 4, MOST_BYTES = 4096, MOST_TOLD = 1000 };

static struct snapshot {
    unsigned place, bytes, told;
    bool is_known;
    unsigned char last[MOST_BYTES];
} snapshots[MOST_SNAPSHOTS];

static unsigned count;

bool add_snapshot(const char *text) {
    char copy[256];
    char *words[3];
    uint64_t offset, bytes;
    int place;
    if (count == MOST_SNAPSHOTS || !split_words(text, copy, sizeof copy, words, 3)) return false;
    if (!read_size(words[1], &offset) || !read_size(words[2], &bytes) || bytes < 1 || bytes > MOST_BYTES) return false;
    if ((place = add_place(words[0], offset, (unsigned)bytes)) < 0) return false;
    snapshots[count].place = (unsigned)place;
    snapshots[count].bytes = (unsigned)bytes;
    count++;
    return true;
}

// Of one that changes again and again the rest is not told: a record without bytes says so.
static void tell(const struct snapshot *one, const struct task *task) {
    begin_record(RECORD_SNAPSHOT, task->number);
    put_u16((uint16_t)(one - snapshots));
    put_u64(task->places[one->place]);
    if (one->told < MOST_TOLD) put_bytes(one->last, one->bytes);
    end_record();
}

void take_snapshots(const struct task *task) {
    static unsigned char now[MOST_BYTES];
    for (unsigned i = 0; i < count && !stream_is_full(); i++) {
        struct snapshot *one = &snapshots[i];
        if (task->places[one->place] == 0 || one->told > MOST_TOLD) continue;
        if (copy_memory(task->tid, task->places[one->place], now, one->bytes) != one->bytes) continue;
        if (one->is_known && memcmp(one->last, now, one->bytes) == 0) continue;
        memcpy(one->last, now, one->bytes);
        one->is_known = true;
        tell(one, task);
        one->told++;
    }
}
