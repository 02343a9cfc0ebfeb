"""score FILE ID N: blocks of points under flock, which the kernel takes away from a process that dies."""

import fcntl
import mmap
import os
import sys

WORDS = 17  # the total, then a count for each ID; zero bytes are an empty board
BLOCK = 200


def number(text, most):
    return int(text) if text.isascii() and text.isdigit() and int(text) <= most else None


def play(path, player, points):
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    os.ftruncate(descriptor, WORDS * 8)
    board = memoryview(mmap.mmap(descriptor, WORDS * 8)).cast("Q")
    print("ready", flush=True)
    sys.stdin.readline()
    made = 0
    while made < points:
        end = min(points, made + BLOCK)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        first = board[0] + 1
        while made < end:
            board[1 + player] += 1
            board[0] += 1
            made += 1
        last = board[0]
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        sys.stdout.write("".join(f"{ticket}\n" for ticket in range(first, last + 1)))
    sys.stdout.flush()


def main():
    arguments = sys.argv[1:]
    player = number(arguments[1], 15) if len(arguments) == 3 else None
    points = number(arguments[2], 1000000) if len(arguments) == 3 else None
    if player is None or points is None:
        print("usage: score FILE ID N (ID 0 to 15, N 0 to 1000000)", file=sys.stderr)
        return 2
    try:
        play(arguments[0], player, points)
    except OSError as error:
        print(f"score: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
