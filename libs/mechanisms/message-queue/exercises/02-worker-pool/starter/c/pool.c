/*
 * pool: W workers take jobs from one POSIX queue.
 *
 *     stdin --> parent --[QUEUE]--> W workers --> ... --> stdout
 *
 * The frame stands: the arguments, what a prime is. The queue, the workers and their end are yours.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { FAILED = 1, USAGE = 2, PEER_LOST = 3, WORKERS_MAX = 16 };

static bool is_prime(long long number)
{
    for (long long divisor = 2; divisor * divisor <= number; divisor++)
        if (number % divisor == 0)
            return false;
    return true;
}

int main(int argc, char **argv)
{
    char *end = "";
    long workers = argc == 3 ? strtol(argv[2], &end, 10) : 0;
    if (argc != 3 || argv[1][0] != '/' || *end != '\0' || workers < 1 || workers > WORKERS_MAX) {
        fprintf(stderr, "usage: %s /QUEUE W (1 to %d)\n", argv[0], WORKERS_MAX);
        return USAGE;
    }
    /* Who makes the queue, who takes from it, and how does each of them learn that there is nothing more to come? */
    (void)is_prime;
    fprintf(stderr, "pool: there are no workers yet\n");
    return FAILED;
}
