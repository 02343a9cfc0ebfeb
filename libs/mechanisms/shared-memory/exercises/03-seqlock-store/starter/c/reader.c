/*
 * reader NAME COUNT: prints COUNT whole records.
 *
 * Everything but the arguments is yours.
 */
#include <stdio.h>

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: reader NAME COUNT\n");
        return 2;
    }
    fprintf(stderr, "reader: %s snapshots of %s would come here\n", argv[2], argv[1]);
    return 4;
}
