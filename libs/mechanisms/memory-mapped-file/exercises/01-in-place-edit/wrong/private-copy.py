# Wrong: ACCESS_COPY is a private mapping; people take the name for a careful way to write.

import mmap
import os
import stat
import sys

TABLE = bytes(value - 32 if 97 <= value <= 122 else value for value in range(256))
LETTERS = bytes(range(97, 123))


def upper(path):
    descriptor = os.open(path, os.O_RDWR)
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        raise OSError(f"{path}: not a regular file")
    if about.st_size == 0:
        return 0
    with mmap.mmap(descriptor, about.st_size, access=mmap.ACCESS_COPY) as view:
        before = view[:]
        view[:] = before.translate(TABLE)
        return len(before) - len(before.translate(None, LETTERS))


def main():
    if len(sys.argv) != 2:
        print("usage: upper FILE", file=sys.stderr)
        return 2
    try:
        print("changed", upper(sys.argv[1]))
    except OSError as error:
        print(f"upper: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
