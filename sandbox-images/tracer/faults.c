#define _GNU_SOURCE
#include "faults.h"
#include "random.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_BYTES = 4096 };

static const uint64_t longest_ns = 60ULL * 1000000000ULL;

static struct fault faults[MOST_FAULTS];
static unsigned count;

unsigned fault_count(void) { return count; }
struct fault *fault_at(unsigned index) { return &faults[index]; }

bool any_fault_needs_rare_calls(void) {
    for (unsigned i = 0; i < count; i++)
        if (faults[i].needs_rare_calls) return true;
    return false;
}

uint64_t draw(const struct fault *fault, struct span span, uint64_t meeting) {
    return span.least + scramble(fault->seed ^ scramble(meeting)) % (span.most - span.least + 1);
}

static bool read_number(const char *text, uint64_t most, uint64_t *into) {
    char *end;
    errno = 0;
    // strtoull would take a sign too.
    if (*text < '0' || *text > '9') return false;
    *into = strtoull(text, &end, 10);
    return *end == 0 && errno == 0 && *into <= most;
}

static bool is_rare(int number) {
    for (size_t i = 0; i < RARELY_TRACED; i++)
        if (rarely_traced[i] == number) return true;
    return false;
}

static bool read_call(const char *name, struct fault *fault) {
    for (size_t i = 0; i < TRACED_CALLS; i++) {
        if (strcmp(traced_calls[i].name, name) != 0) continue;
        fault->meets[i] = true;
        if (is_rare(traced_calls[i].number)) fault->needs_rare_calls = true;
        return true;
    }
    return false;
}

static bool read_names(char *names, struct fault *fault) {
    for (char *name = strsep(&names, ","); name; name = strsep(&names, ","))
        if (!read_call(name, fault)) return false;
    return true;
}

// Two numbers with a character between them, or a first one alone.
static bool read_pair(char *text, char between, uint64_t most, uint64_t pair[2], bool *is_pair) {
    char *second = strchr(text, between);
    *is_pair = second != NULL;
    if (second) *second++ = 0;
    return read_number(text, most, &pair[0]) && (!second || read_number(second, most, &pair[1]));
}

static bool read_party(char *text, struct party *party) {
    uint64_t pair[2];
    bool is_pair;
    if (!read_pair(text, '.', MOST_PROGRAMS - 1, pair, &is_pair)) return false;
    party->program = (int)pair[0];
    party->process = is_pair ? (int)pair[1] : -1;
    return true;
}

static bool read_span(char *text, struct span *span) {
    uint64_t pair[2];
    bool is_pair;
    if (!read_pair(text, '-', longest_ns, pair, &is_pair)) return false;
    span->least = pair[0];
    span->most = is_pair ? pair[1] : pair[0];
    return span->least <= span->most;
}

static bool read_who(char *text, struct fault *fault) { return read_party(text, &fault->who); }
static bool read_wait(char *text, struct fault *fault) { return read_span(text, &fault->wait); }
static bool read_stay(char *text, struct fault *fault) { return read_span(text, &fault->stay); }
static bool read_from(char *text, struct fault *fault) { return read_number(text, UINT32_MAX, &fault->from) && fault->from > 0; }
static bool read_every(char *text, struct fault *fault) { return read_number(text, UINT32_MAX, &fault->every) && fault->every > 0; }
static bool read_times(char *text, struct fault *fault) { return read_number(text, UINT32_MAX, &fault->times); }
static bool read_seed(char *text, struct fault *fault) { return read_number(text, UINT64_MAX, &fault->seed); }

static bool read_object(char *text, struct fault *fault) {
    return *text && (size_t)snprintf(fault->object, sizeof fault->object, "%s", text) < sizeof fault->object;
}

static bool read_written(char *text, struct fault *fault) {
    return *text == '/' && (size_t)snprintf(fault->written, sizeof fault->written, "%s", text) < sizeof fault->written;
}

static bool read_victim(char *text, struct fault *fault) {
    fault->has_victim = true;
    return strcmp(text, "everybody") == 0 || read_party(text, &fault->victim);
}

static bool read_awaited(char *text, struct fault *fault) {
    uint64_t program;
    if (!read_number(text, MOST_PROGRAMS - 1, &program)) return false;
    fault->awaited_program = (int)program;
    return true;
}

static bool read_counting(char *text, struct fault *fault) {
    fault->counts_each_process = true;
    return strcmp(text, "process") == 0;
}

static bool read_moment(char *text, struct fault *fault) {
    fault->comes_after = true;
    return strcmp(text, "after") == 0;
}

static bool read_event(const char *text, long *into) {
    *into = strcmp(text, "printed") == 0 ? HAS_PRINTED : strcmp(text, "ended") == 0 ? HAS_ENDED : NO_EVENT;
    return *into != NO_EVENT;
}

static bool read_action(char *text, struct fault *fault) {
    static const struct {
        const char *name;
        enum action action;
        long most;
    } actions[] = {{"short", SHORT, INT32_MAX}, {"error", FAIL, 4095}, {"signal", SIGNAL, 64}, {"interrupt", INTERRUPT, 64}};
    char *name = strsep(&text, ":");
    if (strcmp(name, "delay") == 0 && !text) return (fault->action = DELAY);
    if (!text) return false;
    if (strcmp(name, "hold") == 0 && read_event(text, &fault->value)) return (fault->action = HOLD);
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        uint64_t value;
        if (strcmp(actions[i].name, name) != 0 || !read_number(text, (uint64_t)actions[i].most, &value) || value == 0) continue;
        fault->value = (long)value;
        return (fault->action = actions[i].action);
    }
    return false;
}

static bool read_word(char *word, struct fault *fault) {
    static const struct {
        const char *key;
        bool (*read)(char *value, struct fault *);
    } words[] = {
        {"calls", read_names}, {"of", read_who},     {"object", read_object}, {"from", read_from},       {"every", read_every}, {"times", read_times},
        {"when", read_moment}, {"do", read_action},  {"to", read_victim},     {"count", read_counting},  {"wait", read_wait},   {"stay", read_stay},
        {"by", read_awaited},  {"seed", read_seed},  {"written", read_written},
    };
    char *key = strsep(&word, "=");
    for (size_t i = 0; word && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].key, key) == 0) return words[i].read(word, fault);
    return false;
}

static bool makes_sense(const struct fault *fault) {
    bool meets = false;
    for (size_t i = 0; i < TRACED_CALLS; i++) meets = meets || fault->meets[i];
    // What has come back cannot be cut or fail any more.
    bool is_late = fault->comes_after && fault->action != DELAY && fault->action != HOLD && fault->action != SIGNAL;
    return meets && fault->action != NO_ACTION && !is_late && (!fault->has_victim || fault->action == SIGNAL);
}

bool add_fault(const char *text) {
    char copy[WORDS_BYTES], *rest = copy;
    if (count == MOST_FAULTS || (size_t)snprintf(copy, sizeof copy, "%s", text) >= sizeof copy) return false;
    struct fault fault = {.who = {-1, -1}, .victim = {-1, -1}, .from = 1, .every = 1, .times = 1, .awaited_program = -1};
    for (char *word = strsep(&rest, ";"); word; word = strsep(&rest, ";"))
        if (!read_word(word, &fault)) return false;
    if (!makes_sense(&fault)) return false;
    faults[count++] = fault;
    return true;
}
