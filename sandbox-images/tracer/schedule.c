#include "schedule.h"
#include "random.h"
#include <errno.h>
#include <stdlib.h>

// Two ways to be unlucky. Short turns of random length find what is open for some instructions at any time. Priorities that seldom change
// find what takes one long pause at the one wrong place (Burckhardt et al., A Randomized Scheduler with Probabilistic Guarantees of
// Finding Bugs, ASPLOS 2010). A seed is one of the two, with numbers of its own.
enum way { SHORT_TURNS, PRIORITIES };

static struct {
    bool is_set;
    uint64_t steps, turns;
    enum way way;
    uint32_t longest;    // turn, in instructions
    uint32_t rarity;     // of a change of priorities: one step in so many
    uint32_t call_share; // of calls that end a turn: one in so many
    uint32_t exchange_share; // of turns that end where one instruction reads and writes: one in so many
    uint64_t step_ns;
    bool newborns_wait;
} schedule;

static uint64_t state;

static uint64_t draw(void) {
    uint64_t number = scramble(state);
    state += random_step;
    return number;
}

static uint64_t below(uint64_t limit) { return draw() % limit; }

// As likely between 4 and 8 as between 400 and 800.
static uint64_t draw_scale(unsigned lowest_bit, unsigned highest_bit) {
    uint64_t power = 1ULL << (lowest_bit + below(highest_bit - lowest_bit));
    return power + below(power);
}

static bool read_number(const char **text, char end, uint64_t *into) {
    char *rest;
    errno = 0;
    if (**text < '0' || **text > '9') return false;
    *into = strtoull(*text, &rest, 10);
    if (errno != 0 || *rest != end) return false;
    *text = rest + (end != 0);
    return true;
}

bool set_schedule(const char *text) {
    uint64_t seed;
    if (schedule.is_set || !read_number(&text, ';', &seed) || !read_number(&text, ';', &schedule.steps) || !read_number(&text, 0, &schedule.turns))
        return false;
    state = seed;
    schedule.way = below(2) == 0 ? SHORT_TURNS : PRIORITIES;
    schedule.longest = (uint32_t)draw_scale(1, 8);
    schedule.rarity = (uint32_t)draw_scale(4, 9);
    schedule.call_share = 1U << (1 + 2 * below(3));
    schedule.exchange_share = 4U << below(4);
    schedule.step_ns = draw_scale(6, 13);
    schedule.newborns_wait = below(4) != 0;
    schedule.is_set = true;
    return true;
}

bool has_schedule(void) { return schedule.is_set; }

uint64_t draw_rank(void) { return draw() >> 1; }

static size_t highest(uint64_t *const *ranks, size_t count) {
    size_t first = 0;
    for (size_t i = 1; i < count; i++)
        if (*ranks[i] > *ranks[first]) first = i;
    return first;
}

size_t draw_next(uint64_t *const *ranks, size_t count, int holder) {
    // Below everybody: ranks of those who were put last only fall.
    static uint64_t lowest = 1ULL << 32;
    if (schedule.way == SHORT_TURNS) return (size_t)below(count);
    if (holder >= 0) *ranks[holder] = --lowest;
    return highest(ranks, count);
}

// Whoever goes on for so long without a call may go round in circles, waiting for somebody else.
enum { PATIENCE_STEPS = 2000 };

// Geometric for priorities: each step may be the one.
uint32_t draw_quantum(void) {
    if (schedule.way == SHORT_TURNS) return 1 + (uint32_t)below(schedule.longest);
    uint32_t steps = 1;
    while (steps < PATIENCE_STEPS && below(schedule.rarity) != 0) steps++;
    return steps;
}

bool draw_end_at_call(void) { return below(schedule.way == SHORT_TURNS ? 2 : schedule.call_share) == 0; }

bool draw_end_before_exchange(void) { return below(schedule.exchange_share) == 0; }

bool newborns_wait(void) { return schedule.newborns_wait; }

uint64_t step_ns(void) { return schedule.step_ns; }

uint64_t most_steps(void) { return schedule.steps; }

uint64_t most_turns_told(void) { return schedule.turns; }
