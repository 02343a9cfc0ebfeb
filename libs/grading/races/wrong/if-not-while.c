// Wrong: a consumer that was woken does not look again whether there is an item; between its wake-up and its lock the other one took it.
#include "../meeting.h"

enum { closing = -1 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static pthread_cond_t emptied = PTHREAD_COND_INITIALIZER;
static int full;
static long item, took_nothing;

static void put(long value) {
    pthread_mutex_lock(&lock);
    while (full) pthread_cond_wait(&emptied, &lock);
    item = value;
    full = 1;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&lock);
}

static long get(void) {
    pthread_mutex_lock(&lock);
    if (!full) pthread_cond_wait(&filled, &lock);
    if (!full) took_nothing++;
    long value = full ? item : 0;
    full = 0;
    pthread_cond_signal(&emptied);
    pthread_mutex_unlock(&lock);
    return value;
}

static void producing(void *unused, long rounds) {
    (void)unused;
    for (long i = 1; i <= rounds; i++) put(i);
    put(closing);
    put(closing);
}

static void consuming(void *unused, long rounds) {
    (void)unused;
    (void)rounds;
    while (get() != closing) continue;
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    meet_as_threads(3, (role *[]){producing, consuming, consuming}, NULL, rounds);
    return tell("times nothing was taken", took_nothing, 0);
}
