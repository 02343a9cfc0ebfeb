// Wrong: who pays takes the payer's lock first, and two who pay each other wait for each other.
#include "../meeting.h"

struct account {
    pthread_mutex_t lock;
    long money;
};

struct place {
    struct account left, right;
};

static void pay(struct account *from, struct account *to) {
    pthread_mutex_lock(&from->lock);
    pthread_mutex_lock(&to->lock);
    from->money--;
    to->money++;
    pthread_mutex_unlock(&to->lock);
    pthread_mutex_unlock(&from->lock);
}

static void paying_right(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) pay(&place->left, &place->right);
}

static void paying_left(void *shared, long rounds) {
    struct place *place = shared;
    for (long i = 0; i < rounds; i++) pay(&place->right, &place->left);
}

int main(int argc, char **argv) {
    const long rounds = rounds_of(argc, argv);
    struct place *place = share(sizeof *place);
    share_mutex(&place->left.lock, PTHREAD_MUTEX_STALLED);
    share_mutex(&place->right.lock, PTHREAD_MUTEX_STALLED);
    meet(2, (role *[]){paying_right, paying_left}, place, rounds);
    return tell("money in both accounts", place->left.money + place->right.money, 0);
}
