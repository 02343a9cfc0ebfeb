"""store FILE: answers SET, GET, DEL and SYNC, one line each.

The frame stands: lines come in, and answers go out. What FILE holds, and in which order you store it, is yours.
"""

import os
import sys


def answer(line):
    """One command without its newline. Values may hold any other byte but NUL."""
    if line.startswith(b"SET "):
        return b"ERR"  # When may it be OK? Somebody may kill this process before, and behind each store.
    if line.startswith(b"GET "):
        return b"NONE"  # Who else may have set it since?
    return b"ERR"


def main():
    if len(sys.argv) != 2:
        print("usage: store FILE", file=sys.stderr)
        return 2
    try:
        os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        print(f"store: {error}", file=sys.stderr)
        return 1
    for line in sys.stdin.buffer:
        if not line.endswith(b"\n"):
            break
        sys.stdout.buffer.write(answer(line[:-1]) + b"\n")
        sys.stdout.buffer.flush()
    return 0


sys.exit(main())
