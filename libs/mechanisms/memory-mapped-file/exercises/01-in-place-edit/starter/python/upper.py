"""upper FILE: turns the letters a to z of FILE into A to Z, where they stand, through a shared mapping.

The frame stands: the arguments, the file and its length. The mapping, and what is stored into it, is yours.
"""

import os
import sys


def upper(path):
    """Return how many bytes were turned."""
    with open(path, "rb") as file:
        length = os.fstat(file.fileno()).st_size
        # Which mapping puts a store into the file? And what does mmap say to a length of 0?
        print(f"upper: {length} bytes are there, and none is turned yet", file=sys.stderr)
    return 0


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
