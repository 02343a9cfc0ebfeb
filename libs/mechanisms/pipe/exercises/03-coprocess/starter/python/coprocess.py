"""coprocess: runs CMD between two pipes and moves bytes in both directions at once.

    stdin --> coprocess --[pipe]--> CMD --[pipe]--> coprocess --> stdout

The command line is read. Starting CMD, moving the bytes and ending well are yours.
"""

import sys


def converse(command):
    """Start CMD, move bytes in both directions until it is over, and return the exit status of coprocess."""
    taken = copied = 0
    print(f"coprocess: {command[0]} is not started yet", file=sys.stderr)
    print(f"in={taken} out={copied}", file=sys.stderr)
    return 1


def main():
    if len(sys.argv) < 2:
        print("usage: coprocess CMD [ARG...]", file=sys.stderr)
        return 2
    return converse(sys.argv[1:])


sys.exit(main())
