"""sender NAME: hands what it reads to the receiver, in the shared-memory object NAME.

Reading is done. What lies in the object, and who tells whom what, is yours.
"""

import sys

BYTES_MAX = 65536


def hand_over(name, data):
    """Make the object, fill it, say so, wait until the bytes were taken, and clear up. Returns the exit status."""
    print(f"sender: {len(data)} bytes would go into {name}", file=sys.stderr)
    return 1


def main():
    if len(sys.argv) != 2:
        print("usage: sender NAME", file=sys.stderr)
        return 2
    data = sys.stdin.buffer.read(BYTES_MAX + 1)
    if len(data) > BYTES_MAX:
        print("sender: more than 65536 bytes", file=sys.stderr)
        return 1
    return hand_over(sys.argv[1], data)


sys.exit(main())
