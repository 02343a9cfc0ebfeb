#define _GNU_SOURCE
#include "watch.h"
#include "memory.h"
#include "places.h"
#include "standstill.h"
#include "stream.h"
#include "turns.h"
#include "words.h"
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>

enum { MOST_ACCESSES = 20000 };
enum access { STORE, LOAD, NO_MORE };

// A word is watched by one register, or by two: one that meets its stores, one that meets loads too.
static struct watch {
    unsigned place, at, bytes; // `at` is the first of its registers
    bool has_loads, is_known;
    uint64_t value; // as it was seen last
} watches[WATCH_REGISTERS];

static unsigned count, registers_used, accesses;
static bool is_over;

bool is_watching(void) { return count > 0 && !is_over; }

static bool has_width(unsigned long bytes) { return bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8; }

bool add_watch(const char *text) {
    char copy[256];
    char *words[4];
    uint64_t offset, bytes;
    if (!split_words(text, copy, sizeof copy, words, 4) || !read_size(words[1], &offset) || !read_size(words[2], &bytes)) return false;
    bool has_loads = strcmp(words[3], "rw") == 0;
    unsigned needed = has_loads ? 2 : 1;
    if (!has_loads && strcmp(words[3], "w") != 0) return false;
    if (!has_width(bytes) || offset % bytes != 0 || registers_used + needed > WATCH_REGISTERS) return false;
    int place = add_place(words[0], offset, (unsigned)bytes);
    if (place < 0) return false;
    watches[count++] = (struct watch){.place = (unsigned)place, .at = registers_used, .bytes = (unsigned)bytes, .has_loads = has_loads};
    registers_used += needed;
    return true;
}

static uint64_t read_word(const struct watch *watch, const struct task *task) {
    uint64_t value = 0;
    copy_memory(task->tid, task->watched[watch->at], &value, watch->bytes);
    return value;
}

// Before anybody has met it a word has the value that it has when it is mapped first.
static void see_first(struct watch *watch, const struct task *task) {
    if (watch->is_known || task->watched[watch->at] == 0) return;
    watch->value = read_word(watch, task);
    watch->is_known = true;
}

static void set_registers(struct task *task) {
    struct watch_register all[WATCH_REGISTERS] = {0};
    for (unsigned i = 0; i < count && !is_over; i++) {
        const struct watch *watch = &watches[i];
        all[watch->at] = (struct watch_register){.address = task->places[watch->place], .kind = WATCH_STORES, .bytes = watch->bytes};
        if (watch->has_loads) all[watch->at + 1] = (struct watch_register){.address = task->places[watch->place], .kind = WATCH_BOTH, .bytes = watch->bytes};
    }
    bool is_same = true;
    for (unsigned i = 0; i < WATCH_REGISTERS; i++) is_same = is_same && all[i].address == task->watched[i];
    if (is_same || !set_watch_registers(task->tid, all)) return;
    for (unsigned i = 0; i < WATCH_REGISTERS; i++) task->watched[i] = all[i].address;
    for (unsigned i = 0; i < count; i++) see_first(&watches[i], task);
}

void look_again(struct task *task) {
    find_places(task);
    if (count > 0) set_registers(task);
}

// Who is in a call looks at its end, and who runs has to be stopped for it.
void note_mapping(const struct task *task) {
    if (!may_move_places(task)) return;
    for (struct task *other = first_task(); other; other = other->next) {
        if (other->process != task->process) continue;
        if (is_standing(other)) {
            look_again(other);
            continue;
        }
        other->places_are_old = true;
        if (other->call == NO_CALL && !takes_turns()) ptrace(PTRACE_INTERRUPT, other->tid, 0, 0);
    }
}

void forget_memory(struct task *task) {
    memset(task->places, 0, sizeof task->places);
    memset(task->watched, 0, sizeof task->watched);
}

static void tell_access(const struct task *task, struct watch *watch, enum access kind) {
    uint64_t bits = (watch->has_loads ? 3ULL : 1ULL) << watch->at;
    uint64_t value = read_word(watch, task);
    bool is_sure = others_stood_still(task, bits) && !(task->doubtful & bits);
    begin_record(RECORD_ACCESS, task->number);
    put_u16((uint16_t)(watch - watches));
    put_u8((uint8_t)kind);
    put_u8(is_sure);
    put_u8((uint8_t)watch->bytes);
    put_u64(task->watched[watch->at]);
    put_u64(watch->value);
    put_u64(value);
    end_record();
    watch->value = value;
}

// From now on nobody is watched; who still has registers loses them when it stops next.
static void give_up(const struct task *task) {
    is_over = true;
    for (struct task *other = first_task(); other; other = other->next) other->places_are_old = true;
    if (stream_is_full()) return;
    begin_record(RECORD_ACCESS, task->number);
    put_u16(0);
    put_u8(NO_MORE);
    end_record();
}

bool take_watch_hit(struct task *task) {
    uint64_t hits = count > 0 ? watch_hits(task->tid) : 0;
    if (hits == 0) return false;
    clear_watch_hits(task->tid);
    for (unsigned i = 0; i < count && !is_over; i++) {
        struct watch *watch = &watches[i];
        uint64_t met = hits >> watch->at & (watch->has_loads ? 3 : 1);
        if (met == 0) continue;
        if (accesses == MOST_ACCESSES || stream_is_full()) {
            give_up(task);
            break;
        }
        accesses++;
        tell_access(task, watch, met & 1 ? STORE : LOAD);
    }
    task->doubtful = 0;
    return true;
}

bool is_watch_signal(struct task *task, int signal) {
    siginfo_t info;
    if (signal != SIGTRAP || !take_watch_hit(task)) return false;
    // The program's own may have come at the same time, which is this one then.
    return ptrace(PTRACE_GETSIGINFO, task->tid, 0, &info) == 0 && (info.si_code == TRAP_HWBKPT || info.si_code == TRAP_TRACE);
}
