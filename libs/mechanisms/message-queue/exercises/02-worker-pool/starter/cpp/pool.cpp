/*
 * pool: W workers take jobs from one POSIX queue.
 *
 *     stdin --> parent --[QUEUE]--> W workers --> ... --> stdout
 *
 * The frame stands: the arguments, what a prime is. The queue, the workers and their end are yours.
 */
#include <cstdio>
#include <cstdlib>

namespace {

enum Status { failed = 1, usage = 2, peer_lost = 3 };

constexpr long workers_max = 16;

[[maybe_unused]] bool is_prime(long long number)
{
    for (long long divisor = 2; divisor * divisor <= number; divisor++)
        if (number % divisor == 0)
            return false;
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    char *end = nullptr;
    const long workers = argc == 3 ? std::strtol(argv[2], &end, 10) : 0;
    if (argc != 3 || argv[1][0] != '/' || *end != '\0' || workers < 1 || workers > workers_max) {
        std::fprintf(stderr, "usage: pool /QUEUE W (1 to 16)\n");
        return usage;
    }
    // Who makes the queue, who takes from it, and how does each of them learn that there is nothing more to come?
    std::fprintf(stderr, "pool: there are no workers yet\n");
    return failed;
}
