#define _GNU_SOURCE
#include "arguments.h"
#include "../seccomp/traced-calls.h"
#include "copies.h"
#include "descriptors.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A kind of argument that points to memory or names a descriptor, and how it is copied: on the way in, and on the way out.
struct kind {
    const char *name;
    void (*enter)(const struct task *, unsigned at);
    void (*leave)(const struct task *, unsigned at, int64_t result);
};

static const struct kind kinds[] = {
    {"fd", note_descriptor, NULL},
    {"folder", note_folder, NULL},
    {"ends-out", NULL, note_ends},
    {"path-in", note_path, NULL},
    {"strings-in", note_strings, NULL},
    {"bytes-in", note_bytes_in, NULL},
    {"bytes-out", NULL, note_bytes_out},
    {"vector-in", note_vector_in, NULL},
    {"vector-out", note_vector_lengths, note_vector_out},
    {"message-in", note_message_in, NULL},
    {"message-out", note_message_lengths, note_message_out},
    {"messages-in", NULL, note_messages_in},
    {"messages-out", NULL, note_messages_out},
    {"address-in", note_address_in, NULL},
    {"address-out", NULL, note_address_out},
    {"option-out", NULL, note_option_out},
    {"queued-in", note_queued_in, NULL},
    {"queued-out", NULL, note_queued_out},
    {"polled-in", note_polled, NULL},
    {"set-in", note_set, NULL},
    {"operations-in", note_operations, NULL},
    {"waiters-in", note_waiters, NULL},
    {"fcntl-in", note_fcntl, NULL},
    {"semaphore-in", note_semaphore, NULL},
    {"open-how-in", note_24_bytes, NULL},
    {"timespec-in", note_16_bytes, NULL},
    {"timeval-in", note_16_bytes, NULL},
    {"offset-in", note_8_bytes, NULL},
    {"signals-in", note_8_bytes, NULL},
    {"siginfo-in", note_siginfo_in, NULL},
    {"siginfo-out", NULL, note_siginfo_out},
    {"status-out", NULL, note_number_out},
    {"number-out", NULL, note_number_out},
};

enum { KINDS = sizeof kinds / sizeof *kinds, MOST_CALLS = 512 };

struct plan {
    const struct kind *arguments[6];
    bool makes_descriptor;
};

static struct plan plans[TRACED_CALLS];

static bool ends_in(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static const struct kind *kind_of(const char *name) {
    for (size_t i = 0; i < KINDS; i++)
        if (strcmp(kinds[i].name, name) == 0) return &kinds[i];
    if (ends_in(name, "-in") || ends_in(name, "-out")) {
        fprintf(stderr, "tracer: %s is no kind of argument\n", name);
        exit(2);
    }
    return NULL;
}

static void read_signature(const char *signature, struct plan *plan) {
    char text[128];
    snprintf(text, sizeof text, "%s", signature);
    unsigned at = 0;
    bool answers = false;
    for (char *rest = text, *word = strsep(&rest, " "); word; word = strsep(&rest, " ")) {
        if (strcmp(word, "->") == 0) answers = true;
        else if (answers) plan->makes_descriptor = strcmp(word, "fd") == 0;
        else if (at < 6) plan->arguments[at++] = kind_of(word);
    }
}

void read_signatures(void) {
    for (size_t i = 0; i < TRACED_CALLS; i++) read_signature(traced_calls[i].signature, &plans[i]);
}

void set_payload_limit(size_t bytes) { payload_limit = bytes; }

static const struct plan *plan_of(const struct task *task) { return &plans[task->call]; }

void note_entry(const struct task *task) {
    const struct plan *plan = plan_of(task);
    for (unsigned at = 0; at < 6; at++)
        if (plan->arguments[at] && plan->arguments[at]->enter) plan->arguments[at]->enter(task, at);
}

void note_return(const struct task *task, int64_t result) {
    if (result < 0) return;
    const struct plan *plan = plan_of(task);
    for (unsigned at = 0; at < 6; at++)
        if (plan->arguments[at] && plan->arguments[at]->leave) plan->arguments[at]->leave(task, at, result);
    if (plan->makes_descriptor) note_new_descriptor(task, ANSWER, (int)result);
}

const char *kind_of_argument(int call, unsigned at) {
    const struct kind *kind = at < 6 ? plans[call].arguments[at] : NULL;
    return kind ? kind->name : "";
}

int payload_of(int call) {
    static const char *const payloads[] = {"bytes-in", "bytes-out", "vector-in", "vector-out"};
    for (int at = 0; at < 6; at++)
        for (size_t i = 0; plans[call].arguments[at] && i < sizeof payloads / sizeof *payloads; i++)
            if (strcmp(plans[call].arguments[at]->name, payloads[i]) == 0) return at;
    return -1;
}
