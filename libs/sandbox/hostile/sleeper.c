// Sleeps so many seconds in a call, and says when it is awake again: sleeper SECONDS.
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    sleep((unsigned)atoi(argv[1]));
    return puts("awake") < 0;
}
