/*
 * A ring of eight items that any number of processes use at once.
 *
 * What it is made of, who waits for what, and who may write where is yours.
 */
#include "ring.h"
#include <cerrno>
#include <cstring>

int ring_init(struct ring *r)
{
    std::memset(r, 0, sizeof *r);
    return 0;
}

int ring_put(struct ring *, const void *, std::size_t bytes, int)
{
    errno = bytes < 1 || bytes > 64 ? EINVAL : ETIMEDOUT;
    return -1;
}

int ring_get(struct ring *, void *, std::size_t, int)
{
    errno = ETIMEDOUT;
    return -1;
}
