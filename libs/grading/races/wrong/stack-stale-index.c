// Wrong: a stack without locks compares the index of its top node, and takes the same index for the same stack; the node went and came back.
#include <stdatomic.h>
#include "../meeting.h"

enum { nodes = 4, nobody = -1 };

static _Atomic int top;
static _Atomic int below[nodes];
static _Atomic int owned[nodes];
static _Atomic long owned_twice;

static int pop(void) {
    int node = atomic_load(&top);
    while (node != nobody && !atomic_compare_exchange_weak(&top, &node, atomic_load(&below[node]))) continue;
    if (node != nobody && atomic_exchange(&owned[node], 1) != 0) atomic_fetch_add(&owned_twice, 1);
    return node;
}

static void push(int node) {
    if (node == nobody) return;
    atomic_store(&owned[node], 0);
    int old = atomic_load(&top);
    do atomic_store(&below[node], old);
    while (!atomic_compare_exchange_weak(&top, &old, node));
}

static void borrowing(void *unused, long rounds) {
    (void)unused;
    for (long i = 0; i < rounds; i++) {
        int first = pop();
        int second = pop();
        // The first goes back while the second is kept: the top is what it was, and what lies below it is not.
        push(first);
        push(second);
    }
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    for (int i = 0; i < nodes; i++) below[i] = i - 1;
    top = nodes - 1;
    meet_as_threads(2, (role *[]){borrowing, borrowing}, NULL, rounds);
    return tell("nodes with two owners", owned_twice, 0);
}
