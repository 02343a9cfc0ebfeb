/*
 * producer NAME ID COUNT: puts COUNT items into the ring in the object NAME.
 *
 * Making an item is done. Finding the ring and putting the items there is yours.
 */
#include <cstdio>
#include <cstdlib>
#include "ring.h"

enum { ITEM_BYTES = 64 };

static void make_item(char item[ITEM_BYTES + 1], const char *id, long number)
{
    for (int quarter = 0; quarter < 4; quarter++)
        std::snprintf(item + 16 * quarter, 17, "%.8s%08u", id, static_cast<unsigned>(number) % 100000000u);
}

int main(int argc, char **argv)
{
    char item[ITEM_BYTES + 1];
    if (argc != 4) {
        std::fprintf(stderr, "usage: producer NAME ID COUNT\n");
        return 2;
    }
    make_item(item, argv[2], 0);
    std::fprintf(stderr, "producer: %s items like %s would go into %s\n", argv[3], item, argv[1]);
    return 4;
}
