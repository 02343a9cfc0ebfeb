"""Makes the ring, takes what is put there, and removes it."""
import os
import sys

from ring import Ring, remove


def main():
    if len(sys.argv) != 3:
        print("usage: consumer NAME TOTAL", file=sys.stderr)
        return 2
    path, total = "/dev/shm" + sys.argv[1], int(sys.argv[2])
    ring = Ring.make(path)
    taken = 0
    while taken < total and (item := ring.get()) is not None:
        line = item + b"\n"
        while line:
            line = line[os.write(1, line) :]
        taken += 1
    remove(path)
    return 0 if taken == total else 4


sys.exit(main())
