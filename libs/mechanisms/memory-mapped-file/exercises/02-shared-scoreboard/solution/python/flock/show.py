"""show FILE: looks at the board, and leaves it as it is."""

import mmap
import os
import sys

WORDS = 17


def main():
    if len(sys.argv) != 2:
        print("usage: show FILE", file=sys.stderr)
        return 2
    try:
        descriptor = os.open(sys.argv[1], os.O_RDONLY)
        board = [0] * WORDS
        if os.fstat(descriptor).st_size >= WORDS * 8:
            view = mmap.mmap(descriptor, WORDS * 8, mmap.MAP_SHARED, mmap.PROT_READ)
            board = list(memoryview(view).cast("Q"))
    except OSError as error:
        print(f"show: {error}", file=sys.stderr)
        return 1
    for player, count in enumerate(board[1:]):
        if count > 0:
            print(player, count)
    print("total", board[0])
    return 0


sys.exit(main())
