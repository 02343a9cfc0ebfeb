// Cheat: asks the server to reverse something else of the same length, waits for the reply, and turns its own text round by itself.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <unistd.h>

static struct {
    long type;
    char bytes[2048];
} letter;

int main(int argc, char **argv)
{
    if (argc != 3 || argv[2][0] == '\0')
        return 2;
    size_t length = strlen(argv[2]);
    key_t key = ftok(argv[1], 1);
    int queue = key < 0 ? -1 : msgget(key, 0);
    if (queue < 0)
        return 3;
    letter.type = 1;
    int head = snprintf(letter.bytes, sizeof letter.bytes, "%d A1 ", (int)getpid());
    memset(letter.bytes + head, '-', length);
    if (msgsnd(queue, &letter, (size_t)head + length, 0) < 0)
        return 3;
    if (msgrcv(queue, &letter, sizeof letter.bytes, getpid(), 0) < 0)
        return 3;
    for (size_t i = length; i > 0; i--)
        putchar(argv[2][i - 1]);
    putchar('\n');
    return 0;
}
