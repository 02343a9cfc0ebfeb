"""Waits until there is a ring, then puts its items, one after the other."""
import sys
import time

from ring import PATIENCE_SECONDS, Ring


def main():
    if len(sys.argv) != 4:
        print("usage: producer NAME ID COUNT", file=sys.stderr)
        return 2
    _, name, identity, count = sys.argv
    end = time.monotonic() + PATIENCE_SECONDS
    while (ring := Ring.find("/dev/shm" + name)) is None:
        if time.monotonic() >= end:
            return 4
        time.sleep(0.005)
    for number in range(int(count)):
        if not ring.put(f"{identity}{number:08}".encode() * 4):
            return 4
    return 0


sys.exit(main())
