"""upper FILE: windows of a mebibyte, and a store only where a window has small letters at all."""

import mmap
import os
import sys

WINDOW = 256 * mmap.ALLOCATIONGRANULARITY


def turn(view):
    before = bytes(view)
    after = before.upper()  # of bytes, so ASCII only
    if after != before:
        view[:] = after
    return sum(before.count(letter) for letter in range(97, 123))


def main():
    if len(sys.argv) != 2:
        print("usage: upper FILE", file=sys.stderr)
        return 2
    changed = 0
    try:
        with open(sys.argv[1], "r+b", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            for start in range(0, size, WINDOW):
                length = min(WINDOW, size - start)
                with mmap.mmap(file.fileno(), length, mmap.MAP_SHARED, offset=start) as view:
                    changed += turn(view)
                    view.flush()
    except OSError as error:
        print(f"upper: {error}", file=sys.stderr)
        return 1
    print("changed", changed)
    return 0


sys.exit(main())
