/*
 * store FILE: answers SET, GET, DEL and SYNC, one line each.
 *
 * The frame stands: lines come in, and answers go out. What FILE holds, and in which order you store it, is yours.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { KEY_MOST = 64, VALUE_MOST = 32768 };

/* One command without its newline. Values may hold any other byte but NUL. */
static void answer(const char *line, size_t length)
{
    if (length >= 4 && memcmp(line, "SET ", 4) == 0)
        puts("ERR"); /* When may it be OK? Somebody may kill this process before, and behind each store. */
    else if (length >= 4 && memcmp(line, "GET ", 4) == 0)
        puts("NONE"); /* Who else may have set it since? */
    else
        puts("ERR");
    fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 2;
    }
    int fd = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        fprintf(stderr, "store: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    char *line = NULL;
    size_t room = 0;
    for (ssize_t length; (length = getline(&line, &room, stdin)) > 0 && line[length - 1] == '\n';)
        answer(line, (size_t)length - 1);
    free(line);
    return 0;
}
