"""show FILE: prints the board, and leaves it as it is. What FILE holds is up to you."""

import os
import sys


def main():
    if len(sys.argv) != 2:
        print("usage: show FILE", file=sys.stderr)
        return 2
    try:
        os.stat(sys.argv[1])
    except OSError as error:
        print(f"show: {error}", file=sys.stderr)
        return 1
    # A file of length 0 is a board that nobody has begun.
    print("total 0")
    return 0


sys.exit(main())
