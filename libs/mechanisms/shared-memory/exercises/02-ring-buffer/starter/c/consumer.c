/*
 * consumer NAME TOTAL: makes the ring in the object NAME and prints TOTAL items that come out of it.
 *
 * Everything but the arguments is yours.
 */
#include <stdio.h>
#include <stdlib.h>
#include "ring.h"

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: consumer NAME TOTAL\n");
        return 2;
    }
    fprintf(stderr, "consumer: %s items would come out of %s\n", argv[2], argv[1]);
    return 4;
}
