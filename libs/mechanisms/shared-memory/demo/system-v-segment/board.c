/*
 * board: a System V segment that is attached by a parent and its child, and removed when both are done. See shmop(2).
 *
 * A segment outlives its processes: whoever made it has to remove it.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ, WRITE, BOARD_BYTES = 4096 };

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void *attach(int segment, int flags)
{
    void *place = shmat(segment, NULL, flags);
    if (place == (void *)-1)
        fail("board: shmat");
    return place;
}

static int read_board(int segment, const int turn[2])
{
    char word;
    const char *board = attach(segment, SHM_RDONLY);
    if (read(turn[READ], &word, 1) != 1)
        fail("board: read");
    printf("on the board: %s\n", board);
    return shmdt(board) < 0;
}

int main(void)
{
    int turn[2], segment = shmget(IPC_PRIVATE, BOARD_BYTES, IPC_CREAT | 0600);
    if (segment < 0 || pipe(turn) < 0)
        fail("board: shmget");
    pid_t pid = fork();
    if (pid == 0)
        return read_board(segment, turn);
    char *board = attach(segment, 0);
    strcpy(board, "train 7 leaves at 9:15");
    if (write(turn[WRITE], "!", 1) != 1)
        fail("board: write");
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        fail("board: waitpid");
    if (shmdt(board) < 0 || shmctl(segment, IPC_RMID, NULL) < 0)
        fail("board: shmctl");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
