/*
 * A ring of eight items that any number of processes use at once.
 *
 * What it is made of, who waits for what, and who may write where is yours.
 */
#include "ring.h"
#include <errno.h>
#include <string.h>

int ring_init(struct ring *r)
{
    memset(r, 0, sizeof *r);
    return 0;
}

int ring_put(struct ring *r, const void *item, size_t bytes, int wait_ms)
{
    (void)r, (void)item, (void)wait_ms;
    errno = bytes < 1 || bytes > 64 ? EINVAL : ETIMEDOUT;
    return -1;
}

int ring_get(struct ring *r, void *item, size_t space, int wait_ms)
{
    (void)r, (void)item, (void)space, (void)wait_ms;
    errno = ETIMEDOUT;
    return -1;
}
