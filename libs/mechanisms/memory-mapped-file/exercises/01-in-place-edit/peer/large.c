/*
 * large FILE MEBIBYTES SEED: makes FILE of bytes that follow from SEED, prints `made`, and after the end of its input looks at every
 * byte again: `wanted changed N`, and `right` or `wrong at byte K`.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

static uint64_t state;

/* xorshift64: G. Marsaglia, Xorshift RNGs, 2003. */
static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void begin(const char *seed)
{
    state = 88172645463325252ULL;
    for (; *seed; seed++)
        state = state * 31 + (unsigned char)*seed;
}

static void fill(unsigned char *piece)
{
    for (size_t at = 0; at < PIECE; at += 8) {
        uint64_t word = next();
        for (int i = 0; i < 8; i++)
            piece[at + i] = (unsigned char)(word >> (8 * i));
    }
}

int main(int argc, char **argv)
{
    static unsigned char wanted[PIECE], found[PIECE];
    if (argc != 4)
        return 2;
    long pieces = atol(argv[2]) * ((1 << 20) / PIECE);
    int fd = open(argv[1], O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0)
        return 2;
    begin(argv[3]);
    for (long i = 0; i < pieces; i++) {
        fill(wanted);
        if (write(fd, wanted, PIECE) != PIECE)
            return 2;
    }
    printf("made\n");
    fflush(stdout);
    while (read(0, found, sizeof found) > 0)
        ;
    begin(argv[3]);
    long changed = 0;
    long long wrong = -1;
    for (long i = 0; i < pieces; i++) {
        fill(wanted);
        ssize_t got = pread(fd, found, PIECE, (off_t)i * PIECE);
        for (long at = 0; at < PIECE; at++) {
            int turns = wanted[at] >= 'a' && wanted[at] <= 'z';
            changed += turns;
            if (wrong < 0 && (at >= got || found[at] != wanted[at] - (turns ? 32 : 0)))
                wrong = (long long)i * PIECE + at;
        }
    }
    printf("wanted changed %ld\n", changed);
    if (wrong < 0)
        printf("right\n");
    else
        printf("wrong at byte %lld\n", wrong);
    return 0;
}
